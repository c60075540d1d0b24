"""Names for places in a schema as people write them: `Query.orders(first:)`, `State.OPEN`, `@auth(role:)`."""

from __future__ import annotations

from catalog.contracts.documents.pointers import unescape
from catalog.contracts.schemas.source import Node


def place_name(node: Node, _stable: bool) -> str:
    """The schema coordinate of a place (GraphQL, section 3.14); it survives whatever happens around it."""
    match [unescape(part) for part in node.pointer.split("/")[1:]]:
        case ["types", name, *inside]:
            return name + _inside(inside)
        case ["directives", name, *inside]:
            return f"@{name}{_inside(['', '', *inside])}"
        case ["schema", role, *_]:
            return role
        case _:
            return "the schema"


def _inside(parts: list[str]) -> str:
    """What of a type or a directive is meant; a type's interfaces and members go by its own name."""
    match parts:
        case [_, name, "arguments", argument, *_]:
            return f"{f'.{name}' if name else ''}({argument}:)"
        case ["fields" | "values", name, *_]:
            return f".{name}"
        case _:
            return ""
