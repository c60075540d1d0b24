"""Compare two API descriptions from the command line or a CI job."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandParser

from catalog.contracts.changes import BREAKING, DANGEROUS
from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.github import as_github
from catalog.contracts.rendering.junit import as_junit
from catalog.contracts.rendering.markdown import as_markdown
from catalog.contracts.rendering.outcome import Outcome, Side
from catalog.contracts.rendering.text import as_text
from catalog.management.files import add_sides, read_contract

FOUND = 1


def as_json(outcome: Outcome) -> str:
    return json.dumps(outcome.comparison.to_json(), indent=2, ensure_ascii=False)


OUTPUTS: Final[Mapping[str, Callable[[Outcome], str]]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "github": as_github,
    "junit": as_junit,
}


class Command(BaseCommand):
    help = (
        "Compare two API descriptions (OpenAPI 3.0 and 3.1, Swagger 2.0; JSON or YAML) and say what breaks whom. "
        "Exits with 0, with 1 when there are changes of the level given by --fail-on, with 2 for bad input."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        add_sides(parser)
        parser.add_argument(
            "--output",
            choices=OUTPUTS,
            default="text",
            help="github: annotations of a pull request; junit: a test report; markdown: a comment",
        )
        parser.add_argument(
            "--fail-on",
            choices=(BREAKING, DANGEROUS),
            help="exit with 1 when there is a change as severe as this, or more",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        previous, current = (
            read_contract(options[side], options["root"]) for side in ("previous", "current")
        )
        outcome = Outcome(
            compare_documents(previous, current, published=datetime.now(UTC).date()),
            Side(str(options["previous"]), previous),
            Side(str(options["current"]), current),
            options["fail_on"] or BREAKING,
        )
        self.stdout.write(OUTPUTS[options["output"]](outcome))
        if options["fail_on"] and any(map(outcome.fails, outcome.comparison.changes)):
            raise SystemExit(FOUND)
