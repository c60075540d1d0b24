"""`make demo-reset`: end the demo of this PORTOLAN_HOME if it runs, and remove what it kept."""

import os
import signal
import sys
import time

from deploy.local.console import Failure, say
from deploy.local.home import Home

PATIENCE = 60.0  # seconds


def main() -> None:
    home = Home.from_environment()
    try:
        _end_running(home)
    except Failure as failure:
        sys.exit(str(failure))
    home.remove()
    say(f"Removed the demo's data from {home.folder}.")
    if os.environ.get("DATABASE_URL"):
        say("The database that DATABASE_URL names is yours and was not touched.")


def _end_running(home: Home) -> None:
    launcher = home.holder()
    if launcher is None:
        return
    say(f"Ending the demo that runs there (process {launcher}) ...")
    os.kill(launcher, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while home.holder() is not None:
        if time.monotonic() > deadline:
            raise Failure(f"It did not end within {PATIENCE:.0f} seconds; nothing was removed.")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
