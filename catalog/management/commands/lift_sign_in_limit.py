"""Let somebody try to sign in at once who was told to wait."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import pluralize

from catalog.actions.sign_in import counted, lift, parsed


class Command(BaseCommand):
    help = (
        "Forget failed attempts to sign in, so that whoever was refused after too many may try again at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        of = parser.add_mutually_exclusive_group(required=True)
        of.add_argument("--username", help="those under this name, wherever they came from")
        of.add_argument("--address", help="those from this address; of IPv6, from its /64 network")
        of.add_argument("--all", action="store_true", help="those of everybody")

    def handle(self, *, username: str | None, address: str | None, **_options: Any) -> str:
        of = {}
        if username is not None:
            of = {"username": username}
        if address is not None:
            of = {"address": _counted(address)}
        forgotten = lift(**of)
        return f"{forgotten} failed attempt{pluralize(forgotten, ' is,s are')} forgotten."


def _counted(address: str) -> str:
    try:
        return counted(parsed(address))
    except ValueError as error:
        raise CommandError(f"{error}.") from error
