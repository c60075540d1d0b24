"""Apply policies that are kept as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from catalog.actions.people import bootstrap_administrator
from catalog.errors import PortolanError
from governance.actions.policy_files import apply_folder, apply_library
from governance.policy.files import PolicyFileError


class Command(BaseCommand):
    """For whoever runs the installation; the audit log names the administrator."""

    help = (
        "Register or replace the policies of a folder (SLUG.yaml) and its fact sources (sources/SLUG.yaml):"
        " all of them, or none where one has a mistake."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="*", type=Path, metavar="DIR")
        parser.add_argument(
            "--builtin",
            action="store_true",
            help="apply the built-in library; a known policy keeps how strongly it is meant, a raised one for whom",
        )
        parser.add_argument("--username", default="admin", help="in whose name (an administrator)")

    def handle(self, *, folder: list[Path], builtin: bool, username: str, **options: Any) -> None:
        missing = [str(one) for one in folder if not one.is_dir()]
        if missing or not (folder or builtin):
            raise CommandError(
                f"Not a folder: {', '.join(missing)}" if missing else "Name a DIR, or --builtin."
            )
        actor = bootstrap_administrator(username)
        try:
            with transaction.atomic():
                applied = apply_library(actor) if builtin else []
                for one in folder:
                    applied += apply_folder(actor, one)
        except (PolicyFileError, PortolanError) as error:
            raise CommandError(str(error)) from error
        for name, became in applied:
            self.stdout.write(f"{name}: {became}")
