"""Compatibility modes: who can go on reading what.

The words are those of the schema registries: *backward*, what was written with the previous version can be read with
the current one; *forward*, what is written with the current version can be read with the previous one; *full*, both.
What that means depends on what a contract promises.

- `interface` (OpenAPI, GraphQL): backward, whoever was built with the previous version can go on using a provider of
  the current one; forward, the other way round. The comparison tells the first; the one from current to previous tells
  the second.
- `events` (AsyncAPI): what consumers are sent is forward, what they send is backward; the other half of each is told by
  the comparison from current to previous.
- `messages` (protobuf): one comparison tells both, by whether a difference narrows or widens what is accepted.
- `schema` (Avro, JSON Schema): the same; and since those who are deployed only read, a difference that stops the new
  version from reading old data breaks none of them.
"""

from __future__ import annotations

from typing import Literal

Mode = Literal["backward", "forward"]
Kind = Literal["interface", "events", "messages", "schema"]

BACKWARD: Mode = "backward"
FORWARD: Mode = "forward"
BOTH: tuple[Mode, ...] = (BACKWARD, FORWARD)
MODES: dict[str, tuple[Mode, ...]] = {"backward": (BACKWARD,), "forward": (FORWARD,), "full": BOTH}
"""What somebody may ask for, and what has to hold for it."""

OTHER: dict[Mode, Mode] = {BACKWARD: FORWARD, FORWARD: BACKWARD}

STRICTNESS = ("FILE", "PACKAGE", "WIRE_JSON", "WIRE")
"""How much a contract in protobuf promises, strictest first: code by file, code by package, JSON and binary, binary."""

_BY_DIRECTION: dict[str | None, tuple[Mode, ...]] = {
    "request": (BACKWARD,),
    "response": (FORWARD,),
    None: BOTH,
}
_BY_EFFECT: dict[str, tuple[Mode, ...]] = {"narrows": (BACKWARD,), "widens": (FORWARD,)}


def broken_modes(
    kind: Kind, direction: str | None, effect: str, *, breaking: bool, about_values: bool
) -> tuple[Mode, ...]:
    """The modes that a change violates.

    Registries know no change that is merely dangerous: where data is judged, whatever one side writes and the other
    refuses counts (`about_values`).
    """
    if not (breaking or (about_values and kind != "interface")):
        return ()
    if kind == "interface":
        return (BACKWARD,)
    if direction is None and kind != "events":
        return _BY_EFFECT.get(effect, BOTH)
    return _BY_DIRECTION[direction]


def told_by_one(kind: Kind) -> bool:
    """Whether the comparison from previous to current tells of both modes."""
    return kind in ("messages", "schema")
