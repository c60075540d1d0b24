"""How values are written out in a URL, a header or a form.

Source: "Style Values" and "Style Examples" of the OpenAPI Specification 3.0.4 and 3.1.1; `collectionFormat` of 2.0.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from catalog.contracts.openapi.fields import flag, word
from catalog.contracts.schemas.source import Node

DELIMITERS = {"spaceDelimited": " ", "tabDelimited": "\t", "pipeDelimited": "|"}
"""What the styles put between items, where that is no comma."""
_PREFIXED = ("label", "matrix")


class Wire(NamedTuple):
    """A style; `nested` are the styles of lists inside lists, which only Swagger 2.0 can name.

    `named` is the name of a path parameter whose style writes it beside the value.
    """

    style: str
    exploded: bool = False
    nested: tuple[str, ...] = ()
    named: str = ""

    def __str__(self) -> str:
        name = f" (;{self.named})" if self.named else ""
        outer = f"{self.style}{name}{', exploded' if self.exploded else ''}"
        return " of ".join((outer, *self.nested))

    def told_apart(self, other: Wire, kinds: tuple[frozenset[str], frozenset[str]]) -> bool:
        """Is a value that both sides may hold written differently in the two styles?

        `kinds` are the JSON types of either side. Single values are texts, whatever their types, and as good as a list
        of one.
        """
        common = {*(kinds[0] & kinds[1]), *(("string",) if all(side - {"object"} for side in kinds) else ())}
        return any(self._of(kind) != other._of(kind) for kind in common)

    def _of(self, kind: str) -> Any:
        if kind == "array":
            return self.style, self.exploded and self.style != "simple", self.nested, self.named
        if kind == "object":
            name = "" if self.exploded else self.named  # the names of its members stand there
            return self.style, self.exploded and self.style != "deepObject", name
        return (self.style, self.named) if self.style in _PREFIXED else "as it is"


def wire_of(node: Node, style: str, name: str = "") -> Wire:
    """The wire of a parameter, header or encoding of OpenAPI 3, with its default style; raises Malformed."""
    stated = word(node, "style", style)
    exploded = stated == "form" if node.value.get("explode") is None else flag(node, "explode")
    return Wire(stated, exploded, named=name if stated == "matrix" else "")
