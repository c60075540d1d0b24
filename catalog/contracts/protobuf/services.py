"""What differs between two services: their methods, and what these take and answer with."""

from __future__ import annotations

from typing import Any

from catalog.contracts.pairs import Pair
from catalog.contracts.protobuf.comparing import note_deprecation
from catalog.contracts.protobuf.model import Names
from catalog.contracts.schemas.source import Node

_SIDES = {"input": "input changed", "output": "output changed"}
_STREAMS = {"clientStreaming": "client streaming changed", "serverStreaming": "server streaming changed"}


def compare_method(pair: Pair, before: Node, after: Node, names: Names) -> None:
    """Note what differs between two methods of the same name."""
    note_deprecation(pair, before, after)
    old, new = before.value, after.value
    sides: dict[str, Any] = {"previous": before, "current": after}
    for key, action in _SIDES.items():
        if names.of_type(old[key]) != new[key]:
            pair.note("method", action, **sides, before=old[key], after=new[key], effect="replaces")
    for key, action in _STREAMS.items():
        if old[key] != new[key]:
            pair.note("method", action, **sides, before=old[key], after=new[key], effect="replaces")
    if old["idempotency"] != new["idempotency"]:
        facts = {"before": old["idempotency"], "after": new["idempotency"]}
        pair.note("method", "idempotency changed", **sides, **facts)
