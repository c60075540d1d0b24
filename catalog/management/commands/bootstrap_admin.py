"""Make the first administrator, from whom everybody else comes."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from catalog.actions.teams import bootstrap_administrator, issue_token


class Command(BaseCommand):
    """Prints a fresh token and nothing else, so that a script can take it."""

    help = "Make an administrator, or find the one there is, and print a new token for the API."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", default="admin")
        parser.add_argument("--days", type=int, default=365, help="how long the token is valid")

    def handle(self, *, username: str, days: int, **options: Any) -> None:
        expires_at = timezone.now() + timedelta(days=days)
        person = bootstrap_administrator(username)
        self.stdout.write(issue_token(person, person, "bootstrap", expires_at)[1])
