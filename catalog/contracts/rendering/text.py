"""A comparison as text for people at a terminal or in a CI log."""

from collections.abc import Iterator

from catalog.contracts.changes import BREAKING, SEVERITIES, Change, Undecided
from catalog.contracts.readable import readable
from catalog.contracts.rendering.outcome import Outcome, operations_named
from catalog.contracts.rendering.witnesses import message_lines

_INDENT = "    "


def as_text(outcome: Outcome) -> str:
    """Changes by severity with their places in both files."""
    comparison = outcome.comparison
    lines = [f"{outcome.previous.name} → {outcome.current.name}: {outcome.summary}"]
    for severity in SEVERITIES:
        changes = comparison.with_severity(severity)
        if changes:
            lines += ["", f"{severity.upper()} ({len(changes)})"]
            for change in changes:
                lines += ["", *change_lines(outcome, change)]
    if comparison.undecided:
        lines += ["", f"UNDECIDED ({len(comparison.undecided)})"]
        for corner in comparison.undecided:
            lines += ["", f"  {corner.reason}", *corner_lines(outcome, corner)]
    return "\n".join(map(readable, lines))


def change_lines(outcome: Outcome, change: Change) -> Iterator[str]:
    """One change with its reach, its places and its proof."""
    yield f"  {change.message} [{change.rule_id}]"
    if change.operations:
        yield f"{_INDENT}in {operations_named(change.operations)}"
    if violated := outcome.violated(change):
        yield f"{_INDENT}violates: {violated}"
    yield from _places(outcome, change)
    if change.witness is not None:
        witness = change.witness
        yield (
            f"{_INDENT}proof:  the {witness['part']} of {witness['operation']} here is accepted by the "
            f"{witness['accepted_by']} and refused by the {witness['rejected_by']} contract"
        )
        yield ""
        yield from (f"{_INDENT * 2}{line}".rstrip() for line in message_lines(witness))
    elif change.severity == BREAKING and change.about_values:
        yield f"{_INDENT}unproven: no instance that shows it was found"


def corner_lines(outcome: Outcome, corner: Undecided) -> Iterator[str]:
    """Where it is that something could not be judged, and whom that concerns."""
    if corner.operations:
        yield f"{_INDENT}in {operations_named(corner.operations)}"
    if corner.previous_position or corner.current_position:
        yield from _places(outcome, corner)
    else:
        yield f"{_INDENT}at {corner.pointer or 'the document'}"


def _places(outcome: Outcome, found: Change | Undecided) -> Iterator[str]:
    for side, place in outcome.places(found):
        yield f"{_INDENT}{side + ':':<7} {place}"
