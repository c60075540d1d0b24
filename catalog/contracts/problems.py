"""What is wrong with a document that can be read."""

from dataclasses import dataclass
from typing import Literal

from catalog.contracts.documents.positions import Position

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a JSON pointer, before its place in the source is looked up.

    `inside` is the place in the text that stands there, or in the file of the bundle that it names.
    """

    message: str
    pointer: str
    severity: Severity = "error"
    inside: Position | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake and where it is; an `error` makes the document invalid, a `warning` does not.

    `line` and `column` count from 1 and are `None` where the document has no source to look into.
    """

    message: str
    pointer: str
    line: int | None
    column: int | None
    severity: Severity
    file: str | None = None
