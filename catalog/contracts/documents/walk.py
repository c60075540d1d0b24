"""The objects of a description that mean something, without the data in it that may look like them.

`const`, `default`, `enum`, `example` and lists of `examples` hold data (JSON Schema 2020-12, Validation 6 and 9),
except where they are names that somebody gave: a property may be called `example`, and the response for all other
statuses is called `default` (OpenAPI 3.1.1, Responses Object).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import Deadline

_DATA = frozenset({"const", "default", "enum", "example"})
_MAPS = frozenset(
    {
        *("$defs", "definitions", "dependentSchemas", "patternProperties", "properties"),
        *("callbacks", "examples", "links", "pathItems", "requestBodies", "responses", "schemas", "webhooks"),
        *("channels", "correlationIds", "messages", "messageTraits", "operations", "operationTraits"),
        *("parameters", "replies", "replyAddresses", "securitySchemes", "servers", "serverVariables"),
    }
)
"""Keywords whose objects have names for keys."""

Trail = tuple["Trail", str | int] | tuple[()]
"""Where an object stands, spelled out only where that is asked for: one long name is above very many places."""


def objects(tree: Any, deadline: Deadline) -> Iterator[tuple[Trail, dict[str, Any]]]:
    """Every object with its trail, once however often aliases share it; raises OutOfTimeError."""
    seen: set[int] = set()
    pending: list[tuple[Trail, Any, bool]] = [((), tree, False)]
    while pending:
        trail, node, named = pending.pop()
        deadline.check()
        if isinstance(node, list):
            pending.extend(((trail, at), part, False) for at, part in enumerate(node))
        elif isinstance(node, dict) and id(node) not in seen:
            seen.add(id(node))
            yield trail, node
            pending.extend(
                ((trail, key), part, key in _MAPS and not named)
                for key, part in node.items()
                if isinstance(part, dict | list) and (named or not _is_data(key, part))
            )


def spelled(trail: Trail) -> str:
    """The JSON pointer of a trail."""
    tokens: list[str | int] = []
    while trail:
        trail, token = trail
        tokens.append(token)
    return join("", *reversed(tokens))


def _is_data(key: str, value: Any) -> bool:
    return key in _DATA or (key == "examples" and isinstance(value, list))
