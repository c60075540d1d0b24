"""Compare two contracts from the command line or a CI job."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.contracts.changes import BREAKING, DANGEROUS
from catalog.contracts.collector import collector_off
from catalog.contracts.compare import compare_documents
from catalog.contracts.compatibility import MODES, STRICTNESS
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.formats import FORMATS
from catalog.contracts.rendering.github import as_github
from catalog.contracts.rendering.junit import as_junit
from catalog.contracts.rendering.markdown import as_markdown
from catalog.contracts.rendering.outcome import Outcome, Side
from catalog.contracts.rendering.text import as_text
from catalog.management.files import BAD_INPUT, add_sides, read_contract

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
        "Compare two contracts, each a file, a folder or an archive, and say what breaks whom. Formats: "
        + "; ".join(entry.judged for entry in FORMATS.values())
        + ". Exits with 0, with 1 when there are changes of the level given by --fail-on or that violate --mode,"
        " with 2 for bad input."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        add_sides(parser)
        parser.add_argument(
            "--format",
            choices=list(FORMATS),
            help="what the contracts are in; left out: they say so themselves",
        )
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
        parser.add_argument(
            "--mode",
            choices=MODES,
            help="judge by a compatibility mode, as schema registries do, and exit with 1 where it is violated",
        )
        parser.add_argument(
            "--strictness",
            choices=STRICTNESS,
            help="how much a contract in protobuf promises: code by file or package, JSON and binary, binary alone",
        )

    def run_from_argv(self, argv: list[str]) -> None:
        """Run; a program that calls the command, and was not started for it, keeps its collector."""
        if argv == sys.argv:
            collector_off()
        super().run_from_argv(argv)

    def handle(self, *_args: Any, **options: Any) -> None:
        previous = read_contract(options["previous"], options["root"], options["format"])
        current = read_contract(options["current"], options["root"], options["format"], like=previous)
        try:
            comparison = compare_documents(previous, current, published=datetime.now(UTC).date())
        except DocumentError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        if options["strictness"]:
            comparison = comparison.under(options["strictness"])
        outcome = Outcome(
            comparison,
            Side(str(options["previous"]), previous),
            Side(str(options["current"]), current),
            options["fail_on"] or BREAKING,
            options["mode"],
        )
        self.stdout.write(OUTPUTS[options["output"]](outcome))
        if (options["fail_on"] or options["mode"]) and outcome.has_failed:
            raise SystemExit(FOUND)
