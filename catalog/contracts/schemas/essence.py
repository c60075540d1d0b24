"""What a value in a document says to those who speak the contract: the value without its documentation."""

from __future__ import annotations

from typing import Any

from catalog.contracts.schemas.values import canonical

_DOCUMENTATION = frozenset(
    {"title", "summary", "description", "externalDocs", "example", "examples", "$comment"}
)
JUDGED_EXTENSIONS = frozenset(
    {"x-deprecated", "x-extensible-enum", "x-nullable", "x-stability-level", "x-sunset"}
)
"""The extensions that the engine reads; others are documentation."""

_LITERALS = frozenset(
    {"const", "default", "enum", "x-extensible-enum", "mapping", "required", "dependentRequired", "security"}
)
_SETS = frozenset({"enum", "required", "type"})
"""Keywords whose order says nothing; one allowed value is written as a list of one."""

_NAMED = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "dependencies", "$defs", "definitions"),
        *("parameters", "responses", "headers", "content", "encoding", "links", "callbacks", "flows"),
        *("paths", "webhooks", "variables", "scopes", "messages"),
    }
)
"""Keywords whose value is a map: its keys are names that somebody chose, whatever they look like."""


def without_own_documentation(value: Any) -> Any:
    """The value of a place without what documents the place itself; what is inside stays as it is."""
    if not isinstance(value, dict) or _DOCUMENTATION.isdisjoint(value):
        return value
    return {key: part for key, part in value.items() if key not in _DOCUMENTATION}


class Essences:
    """The values of two documents without documentation; each is stripped once, with all that is in it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:
        """The value of a place (not of a map of names) without its documentation."""
        if not isinstance(value, dict):
            return [self.of(item) for item in value] if isinstance(value, list) else value
        known = self._known.get(id(value))
        if known is None:
            # The value is kept beside what is left of it, so that its identity stays its own.
            known = self._known[id(value)] = (value, self._stripped(value))
        return known[1]

    def _stripped(self, value: dict[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for key, part in value.items():
            if key in _DOCUMENTATION or (key.startswith("x-") and key not in JUDGED_EXTENSIONS):
                continue
            if key in _SETS and isinstance(part, list):
                kept[key] = sorted(part, key=canonical)
            elif key == "const" and "enum" not in value:
                kept["enum"] = [part]
            elif key in _NAMED and isinstance(part, dict):
                kept[key] = self._named(key, part)
            else:
                kept[key] = self.of(part) if key not in _LITERALS and isinstance(part, dict | list) else part
        return kept

    def _named(self, key: str, names: dict[str, Any]) -> dict[str, Any]:
        """A map of names. `headers` is one in OpenAPI, a schema in AsyncAPI: what looks like a map in it is one."""
        maps = _NAMED if key == "headers" else ()
        return {
            name: self._named(name, part) if name in maps and isinstance(part, dict) else self.of(part)
            for name, part in names.items()
        }
