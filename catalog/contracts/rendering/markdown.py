"""A comparison as Markdown, for the comment on a pull request."""

import json
import re
from collections.abc import Iterator

from catalog.contracts.changes import BREAKING, SEVERITIES, Change
from catalog.contracts.rendering.outcome import Outcome, operations_named

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
        blocks += [f"- {_prose(c.reason)} at {_code(c.pointer or '/')}" for c in comparison.undecided]
    return "\n\n".join(blocks)


def _change(outcome: Outcome, change: Change) -> Iterator[str]:
    yield f"- **{_prose(change.message)}** ({_code(change.rule_id)})"
    if change.operations:
        yield f"  - in {_code(operations_named(change.operations))}"
    yield f"  - before: {_code(outcome.previous.place(change.previous_position, change.previous_pointer))}"
    yield f"  - after: {_code(outcome.current.place(change.current_position, change.current_pointer))}"
    if change.witness is not None:
        yield from _proof(change.witness)
    elif change.severity == BREAKING and change.about_values:
        yield "  - unproven: no instance that shows it was found"


def _proof(witness: dict[str, str]) -> Iterator[str]:
    sides = f"accepted by the {witness['accepted_by']} and refused by the {witness['rejected_by']} contract"
    yield f"  - {_code(witness['operation'])}, {witness['part']}, {sides}:"
    yield ""
    yield "    ```json"
    instance = json.dumps(witness["instance"], indent=2, ensure_ascii=False)
    yield from (f"    {line}" for line in instance.split("\n"))
    yield "    ```"


def _prose(text: str) -> str:
    """A sentence whose names stand between backticks: all else in it means itself."""
    parts = " ".join(text.split()).split("`")
    return "".join(
        _code(part) if index % 2 else _SPECIAL.sub(r"\\\1", part) for index, part in enumerate(parts)
    )


def _code(text: str) -> str:
    """A code span; one fence longer than any in the text (CommonMark, 6.1)."""
    text = " ".join(text.split())
    fence = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"
