"""Compatibility modes: who can go on reading what.

The words are those of the schema registries: *backward*, what was written with the previous version can be read with
the current one; *forward*, what is written with the current version can be read with the previous one; *full*, both.
What that means depends on what a contract promises.

- `interface` (OpenAPI, GraphQL): backward, whoever was built with the previous version can go on using a provider of
  the current one; forward, the other way round. The comparison tells the first; the one from current to previous tells
  the second.
- `events` (AsyncAPI): of every message it counts who writes and who reads it. The comparison tells of what consumers
  are sent whether it is forward, and of what they send whether it is backward; the one from current to previous tells
  the rest.
- `messages` (protobuf): one comparison tells both, by whether a difference narrows or widens what is accepted. That is
  about bytes, as it is to the registries: what only concerns generated code, JSON, or a number that somebody may use
  again violates neither.
- `schema` (Avro, JSON Schema): the same; and since those who are deployed only read, a difference that stops the new
  version from reading old data breaks none of them.
"""

from __future__ import annotations

from typing import Literal

Mode = Literal["backward", "forward"]
Kind = Literal["interface", "events", "messages", "schema"]

BACKWARD: Mode = "backward"
FORWARD: Mode = "forward"
OTHER: dict[Mode, Mode] = {BACKWARD: FORWARD, FORWARD: BACKWARD}
BOTH: tuple[Mode, ...] = (BACKWARD, FORWARD)
MODES: dict[str, tuple[Mode, ...]] = {"backward": (BACKWARD,), "forward": (FORWARD,), "full": BOTH}
"""What somebody may ask for, and what has to hold for it."""

STRICTNESS = ("FILE", "PACKAGE", "WIRE_JSON", "WIRE")
"""How much a contract in protobuf promises, strictest first: code by file, code by package, JSON and binary, binary."""

_BY_DIRECTION: dict[str, tuple[Mode, ...]] = {"request": (BACKWARD,), "response": (FORWARD,)}
_BY_EFFECT: dict[str, tuple[Mode, ...]] = {"narrows": (BACKWARD,), "widens": (FORWARD,)}
_ORDER = {
    "interface": {
        "backward": "The provider may move first; its consumers follow when they like.",
        "forward": "Consumers move first, and the provider when they have.",
        "full": "Provider and consumers may move in any order.",
    },
    "data": {
        "backward": "Consumers move first: they can read what either version writes. Producers follow.",
        "forward": "Producers move first: what they write can be read with either version. Consumers follow.",
        "full": "Producers and consumers may move in any order.",
    },
}


def broken_modes(
    kind: Kind, direction: str | None, effect: str, *, breaking: bool, about_values: bool
) -> tuple[Mode, ...]:
    """The modes that a change violates.

    Registries know no change that is merely dangerous: where data is judged, whatever one side writes and the other
    refuses counts (`about_values`). Nor do they know who reads which message: one that is new cannot be read with the
    previous version.
    """
    if not (breaking or (about_values and kind != "interface") or kind == "messages"):
        return ()
    if kind == "interface":
        return (BACKWARD,)
    if kind == "messages" and effect == "none":
        return ()
    if direction:
        return _BY_DIRECTION[direction]
    return BOTH if kind == "events" else _BY_EFFECT.get(effect, BOTH)


def hits_consumers(kind: Kind, breaks: tuple[Mode, ...], *, proven: bool) -> bool:
    """Whether a breaking change harms who is deployed: not where it only concerns code that is generated anew.

    JSON of a contract in protobuf is no mode's business; a message that shows the harm is (`proven`).
    """
    return {"messages": bool(breaks) or proven, "schema": FORWARD in breaks}.get(kind, True)


def told_in_reverse(kind: Kind) -> tuple[Mode, ...]:
    """The modes of which the comparison from current to previous tells more than the one from previous to current."""
    told: dict[Kind, tuple[Mode, ...]] = {"interface": (FORWARD,), "events": BOTH}
    return told.get(kind, ())


def default_mode(kind: Kind) -> str:
    """What a contract promises that says nothing: whoever is deployed goes on, and reads what is stored."""
    return "backward" if kind == "interface" else "full"


def upgrade_order(kind: Kind, mode: str) -> str:
    """Who may move before whom, where a version keeps to the mode."""
    return _ORDER["interface" if kind == "interface" else "data"][mode]
