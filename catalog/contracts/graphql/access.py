"""What of a schema is in the API: all but what `@inaccessible` takes out of it.

A router composes the elements that are marked into its graph, and leaves them out of the schema that it shows to
consumers (Apollo Federation 2, directive `@inaccessible`; the specification `inaccessible` v0.2).
"""

from __future__ import annotations

from typing import Any

NAMES = frozenset({"inaccessible", "federation__inaccessible"})
MARK = "inaccessible"

_NAMED = ("interfaces", "members")
_HELD = ("fields", "arguments", "values")


def access(definition: Any) -> dict[str, bool]:
    """The mark of a definition that is taken out of the API."""
    marked = any(directive.name.value in NAMES for directive in definition.directives or ())
    return {MARK: True} if marked else {}


def accessible(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree without what is marked; the tree itself where nothing is."""
    gone = frozenset(name for name, value in tree["types"].items() if MARK in value)
    types = {name: _open(value, gone) for name, value in tree["types"].items() if name not in gone}
    unchanged = not gone and all(types[name] is value for name, value in tree["types"].items())
    return tree if unchanged else {**tree, "types": types}


def _open(value: dict[str, Any], gone: frozenset[str]) -> dict[str, Any]:
    left = dict(value)
    for key in _NAMED:
        if key in value and not gone.isdisjoint(value[key]):
            left[key] = {name: part for name, part in value[key].items() if name not in gone}
    for key in _HELD:
        if key in value:
            held = {name: _open(part, gone) for name, part in value[key].items() if MARK not in part}
            changed = len(held) < len(value[key]) or any(
                part is not value[key][name] for name, part in held.items()
            )
            left[key] = held if changed else value[key]
    return left if any(left[key] is not part for key, part in value.items()) else value
