"""Making a finding small: what can be left out of both sides while the finding stays is left out."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.schemas.source import Unresolved
from tests.contracts.generating.pairs import SchemaPair, Side
from tests.contracts.generating.soundness import Finding

Path = tuple[Any, ...]
_NONSENSE = (
    ValueError,
    KeyError,
    AttributeError,
    TypeError,
    DocumentError,
    Unresolved,
    jsonschema_rs.ReferencingError,
)


def shrunk(finding: Finding) -> Finding:
    """The finding with the smallest pair that leaving things out leads to."""
    pair, smaller = finding.pair, True
    while smaller:
        found = next((one for one in _smaller(pair) if _still(finding, one)), None)
        pair, smaller = found or pair, found is not None
    return dataclasses.replace(finding, pair=pair)


def _still(finding: Finding, pair: SchemaPair) -> bool:
    try:
        return finding.again(pair)
    except _NONSENSE:
        return False


def _smaller(pair: SchemaPair) -> Iterator[SchemaPair]:
    """Every pair with one thing left out, or with a part in the place of the whole."""
    paths = {path for side in (pair.previous, pair.current) for path in _paths(_parts(side))}
    for path in sorted(paths, key=lambda path: (len(path), str(path))):
        for lift in (True, False):
            previous, current = (_without(side, path, lift=lift) for side in (pair.previous, pair.current))
            if previous and current:
                yield SchemaPair(pair.direction, previous, current)
            if previous:
                yield SchemaPair(pair.direction, previous, pair.current)
            if current:
                yield SchemaPair(pair.direction, pair.previous, current)


def _parts(side: Side) -> dict[str, Any]:
    return {"schema": side.schema, "components": side.components}


def _paths(value: Any, above: Path = ()) -> Iterator[Path]:
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield (*above, key)
            yield from _paths(value[key], (*above, key))


def _without(side: Side, path: Path, *, lift: bool) -> Side | None:
    parts = copy.deepcopy(_parts(side))
    try:
        holder: Any = parts
        above = [holder := holder[key] for key in path[:-1]]
        if lift:
            # A schema below takes the place of one two or three steps above it.
            up = next(up for up in (2, 3) if len(path) > up and isinstance(above[-1][path[-1]], dict))
            goal: Any = parts
            for key in path[: -up - 1]:
                goal = goal[key]
            goal[path[-up - 1]] = above[-1][path[-1]]
        else:
            del above[-1][path[-1]]
    except (KeyError, IndexError, StopIteration, TypeError):
        return None
    return Side(side.version, parts["schema"], parts["components"])
