"""The values that a verdict rests on: those at the paths that the expressions name, within bounds."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from governance.policy.document import PARTS
from governance.policy.names import EACH

MOST_VALUES = 40
LONGEST_VALUE = 400
_IDENTITIES = ("slug", "version", "environment", "service", "key", "person", "title")


class Places:
    """Where the values of a document stand. Policies name much the same paths: each is followed once."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._known: dict[tuple[str, ...], list[tuple[str, Any]]] = {}

    def at(self, path: tuple[str, ...]) -> list[tuple[str, Any]]:
        """The values at a path, with their places."""
        if path not in self._known:
            self._known[path] = self._follow(path)
        return self._known[path]

    def _follow(self, path: tuple[str, ...]) -> list[tuple[str, Any]]:
        *before, step = path
        if not before:
            return [(step, self._document[step])] if step in self._document else []
        above = self.at(tuple(before))
        if step == EACH:
            return [place for known in above for place in _elements(*known)][:MOST_VALUES]
        return [(_member(place, step), value[step]) for place, value in above if _has(value, step)]


def evidence(places: Places, paths: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """The values by where they stand: `contracts[orders-api].versions[2.1.0].state`."""
    found: dict[str, Any] = {}
    for path in paths:
        if path[0] in PARTS:
            for place, value in places.at(path):
                if len(found) >= MOST_VALUES:
                    return found
                found[place] = _bounded(value)
    return found


def _elements(place: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(_member(place, key), inner) for key, inner in value.items()]
    if not isinstance(value, list):
        return []
    names = [_identity(element, index) for index, element in enumerate(value)]
    often = {name for name, times in Counter(names).items() if times > 1}
    return [
        (f"{place}[{name}:{index}]" if name in often else f"{place}[{name}]", element)
        for index, (name, element) in enumerate(zip(names, value, strict=True))
    ]


def _identity(element: Any, index: int) -> str:
    """What people call an element; its number in the list where it has no name."""
    if isinstance(element, dict):
        return next((element[name] for name in _IDENTITIES if isinstance(element.get(name), str)), str(index))
    return str(index)


def _member(place: str, name: str) -> str:
    return f"{place}.{name}" if name.isidentifier() else f"{place}[{name}]"


def _has(value: Any, name: str) -> bool:
    return isinstance(value, dict) and name in value


def _bounded(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    if isinstance(value, list | dict) and len(json.dumps(value)) > LONGEST_VALUE:
        one, many = ("member", "members") if isinstance(value, dict) else ("entry", "entries")
        return f"{len(value)} {one if len(value) == 1 else many}"
    return value
