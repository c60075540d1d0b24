"""The parts of an operation: what is sent or received as one, with a label that people understand."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import NamedTuple

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.model import OperationPlace
from catalog.contracts.pairs import Pair, Place
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.source import Node


class Part(NamedTuple):
    """A parameter, a body or a header; `label` is for example `query parameter limit`.

    `key` identifies a parameter or header in its message, None for the body; `media_types` and `statuses` are what
    the previous and the current side declare it for, empty where that does not apply; `described` are
    the places where they do.
    """

    label: str
    direction: Direction
    key: Hashable = None
    media_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    described: tuple[Node, ...] = ()

    def at(self, *described: Node, media_types: tuple[str, ...] = ()) -> Part:
        """The part where both sides describe it."""
        return Part(self.label, self.direction, self.key, media_types, self.statuses, described)


@dataclass(frozen=True, slots=True)
class Interaction:
    """An operation on both sides."""

    previous: OperationPlace
    current: OperationPlace

    @property
    def places(self) -> tuple[OperationPlace, OperationPlace]:
        return self.previous, self.current


def link_schemas(
    comparer: SchemaComparer, pair: Pair, schemas: tuple[Node | None, Node | None], place: Place, part: Part
) -> None:
    """Compare the schemas of a part below a pair, unless they mean the same."""
    known = next((schema for schema in schemas if schema is not None), None)
    if known is None:
        return
    anything = Node(known.source, known.pointer, value=True)
    previous, current = (schema or anything for schema in schemas)
    if comparer.digests.same(previous, current):
        return
    link = Pair(place=place, label=part.label, subject=(previous, current), part=part)
    link.link(comparer.pair((previous,), (current,), place))
    pair.link(link)
