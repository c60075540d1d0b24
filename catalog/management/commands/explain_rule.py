"""Explain a compatibility rule at the terminal, or list them all."""

import textwrap
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.contracts.ruling import Rule
from catalog.errors import NotFoundError
from catalog.queries.rules import find_rule, rules

UNKNOWN = 2
WIDTH = 100


class Command(BaseCommand):
    help = (
        "Say what a compatibility rule finds, why it matters and how to ship such a change safely;"
        " without an ID, list every rule. Exits with 2 for a rule that there is not."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", nargs="?", metavar="ID", help="as compare_contracts shows it in brackets")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["id"] is None:
            self.stdout.write(_listed(rules()))
            return
        try:
            self.stdout.write(_explained(find_rule(options["id"])))
        except NotFoundError as error:
            raise CommandError(error.message, returncode=UNKNOWN) from error


def _listed(found: list[Rule]) -> str:
    width = max(len(rule.id) for rule in found)
    return "\n".join(f"{rule.id:{width}}  {rule.severity:9}  {rule.title}" for rule in found)


def _explained(rule: Rule) -> str:
    facts = ", ".join([rule.severity, rule.direction or "request and response", *rule.formats])
    lines = [rule.id, rule.title, f"({facts})"]
    for heading, text in rule.sections:
        lines += ["", heading, textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")]
    return "\n".join(lines)
