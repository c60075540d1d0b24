"""Whether a default fits the type of its field (Apache Avro 1.12.0, section "Complex Types", "default")."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.avro.model import UNKNOWN, Schemas, Type

_INTEGERS = {"int": 31, "long": 63}
_LONGEST = 60
_NUMBERS = ("NaN", "INF", "-INF", "Infinity", "-Infinity")
"""Values that JSON has no number for, as the JSON encodings of the libraries write them."""


@dataclass(eq=False, slots=True)
class Fitting:
    """Defaults and the types of one document; whether one fits the other is worked out once."""

    schemas: Schemas
    _known: dict[tuple[str, int], str] = field(default_factory=dict)

    def misfit(self, found: Type, value: Any) -> str:
        """Why a default does not fit; empty where it does, or where the type is not known.

        The default of a union fits any of its branches, as it may since 1.12.
        """
        key = (found.node.pointer, id(value))
        if key not in self._known:
            self.schemas.check()
            self._known[key] = self._looked_at(found, value)
        return self._known[key]

    def _looked_at(self, found: Type, value: Any) -> str:
        if found.kind == "union":
            branches = [self.schemas.at(node) for node in found.branches()]
            fits = not branches or any(not self.misfit(one, value) for one in branches)
            return "" if fits else f"{_shown(value)} fits none of {', '.join(one.label for one in branches)}"
        if found.kind == "record":
            return self._in_record(found, value)
        if found.kind in ("array", "map"):
            if not isinstance(value, list if found.kind == "array" else dict):
                return f"{_shown(value)} is no {found.kind}"
            below = self.schemas.at(found.below())
            items = value if isinstance(value, list) else value.values()
            return next((reason for item in items if (reason := self.misfit(below, item))), "")
        return "" if found.kind == UNKNOWN or _fits(found, value) else f"{_shown(value)} is no {found.label}"

    def _in_record(self, found: Type, value: Any) -> str:
        if not isinstance(value, dict):
            return f"{_shown(value)} is no {found.name}"
        for one in found.fields:
            if one.name in value:
                reason = self.misfit(self.schemas.at(one.type), value[one.name])
            else:
                reason = "" if one.default is not None else f"`{one.name}` is missing"
            if reason:
                return reason
        return ""


def _fits(found: Type, value: Any) -> bool:
    kind = found.kind
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in _INTEGERS:
        limit = 2 ** _INTEGERS[kind]
        return isinstance(value, int) and not isinstance(value, bool) and -limit <= value < limit
    if kind in ("float", "double"):
        return value in _NUMBERS or (isinstance(value, int | float) and not isinstance(value, bool))
    if kind == "enum":
        return value in found.symbols()
    return isinstance(value, str) and (kind == "string" or _is_bytes(found, value))


def _is_bytes(found: Type, value: str) -> bool:
    """Bytes are written as text of the code points 0 to 255."""
    size = found.node.value.get("size") if found.kind == "fixed" else None
    return all(ord(character) < 256 for character in value) and size in (None, len(value))  # noqa: PLR2004


def _shown(value: Any) -> str:
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)
    return f"`{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}`"
