"""Have a second library judge the messages that prove what breaks."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from catalog.contracts.rendering.witnesses import message_lines
from catalog.contracts.replay import SECONDS, Replay, Replayer
from catalog.management.files import add_sides, read_contract

FOUND = 1


class Command(BaseCommand):
    help = (
        "Compare two API descriptions and send every request or response that proves a change through openapi-core, "
        "against both. Exits with 1 when it disagrees somewhere, with 2 for bad input."
    )
    requires_system_checks: list[str] = []  # it needs no database

    def add_arguments(self, parser: CommandParser) -> None:
        add_sides(parser)
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help="the most computing that one message may take"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        previous, current = (
            read_contract(options[side], options["root"], "openapi") for side in ("previous", "current")
        )
        counts: Counter[str] = Counter()
        with Replayer(options["seconds"]) as replayer:
            for change in compare_documents(previous, current).changes:
                if change.witness is not None:
                    replay = replayer.replay(previous, current, change)
                    counts[replay.answer] += 1
                    self.stdout.write("\n".join([*_lines(change, replay), ""]))
        summary = ", ".join(f"{count} {answer}" for answer, count in sorted(counts.items()))
        self.stdout.write(summary or "no change comes with a witness")
        if counts["disagrees"]:
            raise SystemExit(FOUND)


def _lines(change: Change, replay: Replay) -> Iterator[str]:
    yield f"{replay.answer}: {change.message} [{change.rule_id}]"
    if replay.reason:
        yield f"    {replay.reason}"
    yield from (f"        {line}".rstrip() for line in message_lines(change.witness or {}))
