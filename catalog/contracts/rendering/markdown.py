"""A comparison as Markdown, for the comment on a pull request."""

import re
from collections.abc import Iterator
from typing import Any

from catalog.contracts.changes import BREAKING, SEVERITIES, Change, Undecided
from catalog.contracts.readable import readable
from catalog.contracts.rendering.outcome import Outcome, operations_named
from catalog.contracts.rendering.witnesses import message_lines

_SPECIAL = re.compile(r"([\\*_\[\]<>|#~&@])")


def as_markdown(outcome: Outcome) -> str:
    """Changes by severity; a proof is folded away below its change."""
    comparison = outcome.comparison
    blocks = [f"### {_code(outcome.previous.name)} → {_code(outcome.current.name)}: {outcome.summary}"]
    for severity in SEVERITIES:
        changes = comparison.with_severity(severity)
        if changes:
            blocks.append(f"#### {severity.capitalize()} ({len(changes)})")
            blocks += ["\n".join(_change(outcome, change)) for change in changes]
    if comparison.undecided:
        blocks.append(f"#### Undecided ({len(comparison.undecided)})")
        blocks += ["\n".join(_corner(outcome, corner)) for corner in comparison.undecided]
    return "\n\n".join(blocks)


def _change(outcome: Outcome, change: Change) -> Iterator[str]:
    yield f"- **{_prose(change.message)}** ({_code(change.rule_id)})"
    if change.operations:
        yield f"  - in {_code(operations_named(change.operations))}"
    if violated := outcome.violated(change):
        yield f"  - violates: {violated}"
    yield from _places(outcome, change)
    if change.witness is not None:
        yield from _proof(change.witness)
    elif change.severity == BREAKING and change.about_values:
        yield "  - unproven: no instance that shows it was found"


def _corner(outcome: Outcome, corner: Undecided) -> Iterator[str]:
    yield f"- {_prose(corner.reason)} at {_code(corner.pointer or '/')}"
    if corner.operations:
        yield f"  - in {_code(operations_named(corner.operations))}"
    if corner.previous_position or corner.current_position:
        yield from _places(outcome, corner)


def _places(outcome: Outcome, found: Change | Undecided) -> Iterator[str]:
    for side, place in outcome.places(found):
        yield f"  - {side}: {_code(place)}"


def _proof(witness: dict[str, Any]) -> Iterator[str]:
    sides = f"accepted by the {witness['accepted_by']} and refused by the {witness['rejected_by']} contract"
    yield f"  - {_code(witness['operation'])}, {_prose(witness['part'])}, {sides}:"
    yield ""
    lines = message_lines(witness)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", "\n".join(lines))), default=0))
    yield f"    {fence}{'graphql' if 'query' in witness else 'http'}"
    yield from (f"    {line}".rstrip() for line in lines)
    yield f"    {fence}"


def _prose(text: str) -> str:
    """A sentence whose names stand between backticks: all else in it means itself."""
    parts = readable(" ".join(text.split())).split("`")
    return "".join(
        _code(part) if index % 2 else _SPECIAL.sub(r"\\\1", part) for index, part in enumerate(parts)
    )


def _code(text: str) -> str:
    """A code span; one fence longer than any in the text (CommonMark, 6.1)."""
    text = readable(" ".join(text.split()))
    fence = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
