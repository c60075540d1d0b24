"""What the engine needs to know of a contract format. Each format's package has one: `openapi/format.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from catalog.contracts.budget import Budget
from catalog.contracts.compatibility import Kind
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.positions import Position
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.operations import Operation
from catalog.contracts.pairs import Event, Pair, Step
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.source import Node

if TYPE_CHECKING:  # what a comparison does without
    from catalog.contracts.documentation import Documentation
    from catalog.contracts.problems import Finding
    from catalog.contracts.reference import Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of a document in plain JSON values, and the version of the format that it is written in.

    `places` gives lines and columns by JSON pointer into `tree`. None: the tree is that of a JSON or YAML file as it
    stands, so that places are found in its text when they are asked for.
    """

    version: str
    tree: Any
    places: Mapping[str, Position] | None = None


class Walk(Protocol):
    """One comparison of two documents: what differs, as a graph of pairs below each operation's key."""

    @property
    def roots(self) -> dict[str, Pair]:
        """The pairs of operations by their keys; `""` is what concerns the contract as such."""
        ...

    def walk(self) -> object:
        """Compare everything; raises OutOfBudget."""
        ...

    def prove(
        self, pair: Pair, event: Event, above: dict[Pair, list[tuple[Step, Pair]]]
    ) -> dict[str, Any] | None:
        """A witness for an event (`witness.py`), None where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A contract format as the engine sees it.

    `read` raises DocumentError for what is not of this format at all; mistakes inside a document are findings of
    `validate`, which may raise OutOfTimeError. `operation_key` turns what somebody wrote into an operation's key and
    raises ValueError. `place_name` is what people call a place; with True, a name that survives the next commit.
    """

    kind: Kind
    rules: RuleBook
    read: Callable[[Sequence[SourceText], Limits], Reading]
    validate: Callable[[Document, Deadline], Iterable[Finding]]
    operations: Callable[[Document], tuple[Operation, ...]]
    operation_key: Callable[[str], str]
    place_name: Callable[[Node, bool], str]
    walk: Callable[[Document, Document, Budget, Notice], Walk]
    reference: Callable[[Document], tuple[Entry, ...]]
    documentation: Callable[[Document], Documentation]
    media_type: str = "application/yaml"
    """Of a document that is neither JSON nor a bundle."""
