"""The first token of an installation."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.actions.teams import bootstrap_administrator, issue_token
from catalog.models import Person
from catalog.queries.people import person_of_token

LIFETIME = timedelta(days=90)


class Command(BaseCommand):
    """Registers an administrator, or finds the one there is, and prints a token of theirs and nothing else."""

    help = "Make or find an administrator, and print a token."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="admin")
        parser.add_argument(
            "--token-file", type=Path, help="Keep the token here (mode 0600) and reuse it while it is valid."
        )

    def handle(self, *, username: str, token_file: Path | None, **options: Any) -> str:
        person = bootstrap_administrator(username)
        kept = _kept(person, token_file)
        if kept:
            return kept
        _, secret = issue_token(person, person, "bootstrap", timezone.now() + LIFETIME)
        if token_file:
            token_file.touch(mode=0o600)
            token_file.write_text(secret)
        return secret


def _kept(person: Person, token_file: Path | None) -> str | None:
    """The token in the file, where it is still one of this person."""
    if token_file is None or not token_file.exists():
        return None
    secret = token_file.read_text().strip()
    return secret if person_of_token(secret, timezone.now()) == person else None
