"""A comparison as annotations of a pull request, in GitHub's workflow commands.

Their form and what is escaped in them: GitHub Docs, "Workflow commands for GitHub Actions", and the `command`
module of the toolkit `@actions/core`.
"""

from typing import Literal

from catalog.contracts.changes import BREAKING, DANGEROUS, SAFE, Change, Severity, Undecided
from catalog.contracts.documents.positions import Position
from catalog.contracts.readable import readable
from catalog.contracts.rendering.outcome import Outcome
from catalog.contracts.rendering.witnesses import message_text

_Level = Literal["error", "warning", "notice"]
_LEVELS: dict[Severity, _Level] = {BREAKING: "error", DANGEROUS: "warning", SAFE: "notice"}
_IN_MESSAGES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_MESSAGE = str.maketrans(_IN_MESSAGES)
_PROPERTY = str.maketrans({**_IN_MESSAGES, ":": "%3A", ",": "%2C"})


def as_github(outcome: Outcome) -> str:
    """One command a line, each at its place in the current file; what is gone is told where it would stand."""
    changes = [_change(outcome, change) for change in outcome.comparison.changes]
    return "\n".join([*changes, *(_undecided(outcome, corner) for corner in outcome.comparison.undecided)])


def _change(outcome: Outcome, change: Change) -> str:
    pointer = change.current_pointer or change.previous_pointer or ""
    level = "error" if outcome.fails(change) else _LEVELS[change.severity]
    reach = f" (in {readable(', '.join(change.operations))})" if change.operations else ""
    violated = outcome.violated(change)
    mode = f"\nviolates: {violated}" if violated else ""
    proof = f"\n\n{message_text(change.witness)}" if change.witness else ""
    place = change.current_position or outcome.current.document.locate(pointer)  # of the nearest ancestor
    return _command(outcome, level, change.rule_id, place, change.message + reach + mode + proof)


def _undecided(outcome: Outcome, corner: Undecided) -> str:
    reach = f" (in {readable(', '.join(corner.operations))})" if corner.operations else ""
    place = corner.current_position or outcome.current.document.locate(corner.pointer)
    return _command(outcome, "warning", "undecided", place, corner.reason + reach)


def _command(outcome: Outcome, level: str, title: str, place: Position | None, message: str) -> str:
    properties = {"file": (place and place.file) or outcome.current.name, "title": title}
    if place:
        properties |= {"line": str(place.line), "col": str(place.column)}
    named = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{level} {named}::{message.translate(_MESSAGE)}"
