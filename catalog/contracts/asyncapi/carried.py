"""Schemas that stand in an AsyncAPI document in a language of their own: where they are, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from catalog.contracts.documents.positions import Position, nearest
from catalog.contracts.schemas.source import Node, Source


def unnamed(_node: Node, _stable: bool) -> str:
    """The name of places in a language that has none for them."""
    return ""


@dataclass(eq=False, slots=True)
class Carried(Source):
    """What a payload says, as a document by itself; its pointers begin at the payload.

    `holder` is where it stands in the AsyncAPI document. `naming` is what people call a place in it, as in `Format`.
    `places` are the lines and columns of what is written as a text, which no pointer leads into; None where the
    payload is a part of the document's tree.
    """

    holder: Node = field(kw_only=True)
    naming: Callable[[Node, bool], str] = unnamed
    places: Mapping[str, Position] | None = None

    def stands(self, pointer: str) -> tuple[str, Position | None]:
        """The pointer into the AsyncAPI document, with the place in the text that stands there, if it is one."""
        if self.places is None:
            return self.holder.place + pointer[1:], None
        return self.holder.place, nearest(self.places, pointer[1:])
