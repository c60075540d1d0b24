#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from deploy.database import DatabaseUrlError, unreachable


def main() -> None:
    """Run the command; a database that cannot be used is one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
    try:
        execute_from_command_line(sys.argv)
    except DatabaseUrlError as error:
        sys.exit(str(error))
    except OperationalError as error:
        sentence = unreachable(error)
        if sentence is None:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    main()
