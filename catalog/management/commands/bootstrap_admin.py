"""Make the first administrator, from whom everybody else comes."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from catalog.actions.people import bootstrap_administrator, issue_token
from catalog.models import Person
from catalog.queries.people import token_of


class Command(BaseCommand):
    """Prints a token and nothing else, so that a script can take it."""

    help = "Make an administrator, or find the one there is, and print a token for the API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="admin")
        parser.add_argument("--days", type=int, default=365, help="how long the token is valid")
        parser.add_argument(
            "--token-file",
            type=Path,
            help="keep the token here (mode 0600), and print it again while it is valid",
        )

    def handle(self, *, username: str, days: int, token_file: Path | None, **options: Any) -> str:
        person = bootstrap_administrator(username)
        kept = _kept(person, token_file)
        if kept:
            return kept
        _, secret = issue_token(person, person, "bootstrap", timezone.now() + timedelta(days=days))
        if token_file:
            token_file.touch(mode=0o600)
            token_file.write_text(secret)
        return secret


def _kept(person: Person, token_file: Path | None) -> str | None:
    """Return the token in the file, where it is still one of this person."""
    if token_file is None or not token_file.exists():
        return None
    secret = token_file.read_text().strip()
    token = token_of(secret, timezone.now())
    return secret if token and token.person == person else None
