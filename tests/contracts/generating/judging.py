"""What the engine says of a pair, and what a validator that shares no code with it says of instances."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from catalog.contracts.changes import Change, Comparison, Direction
from catalog.contracts.compare import compare_documents
from catalog.contracts.openapi.reading import OPENAPI_3_0, OPENAPI_3_1
from catalog.contracts.openapi.swagger import SWAGGER_2_0
from catalog.contracts.schemas.source import Node, Source
from catalog.contracts.schemas.translation import Translation
from catalog.contracts.schemas.ways import Unprojectable
from tests.contracts.generating.instances import Instances
from tests.contracts.generating.pairs import SchemaPair, Side

DIALECTS = {"2.0": SWAGGER_2_0, "3.0": OPENAPI_3_0, "3.1": OPENAPI_3_1}
_OPERATION = "#/paths/~1things/post/"
_PLACES: dict[tuple[bool, Direction], str] = {
    (False, "request"): "requestBody/content/application~1json/schema",
    (False, "response"): "responses/200/content/application~1json/schema",
    (True, "request"): "parameters/0/schema",
    (True, "response"): "responses/200/schema",
}


@dataclass(frozen=True, slots=True)
class Sending:
    """What may be sent, as the validator and the maker of instances read it."""

    validator: jsonschema_rs.Draft202012Validator
    schema: dict[str, Any]


def comparison(pair: SchemaPair) -> Comparison:
    previous, current = (json.dumps(side.document(pair.direction)) for side in (pair.previous, pair.current))
    return compare_documents(previous, current)


def harmless(found: Comparison) -> bool:
    """Does the comparison promise that nothing that is sent is refused?"""
    return not found.undecided and all(change.severity == "safe" for change in found.changes)


def unproven(found: Comparison) -> list[Change]:
    """Breaking changes of schemas that no instance shows."""
    return [
        change
        for change in found.changes
        if change.severity == "breaking" and change.about_values and change.witness is None
    ]


def sending(pair: SchemaPair) -> Sending | None:
    """The sender's projection; None where it is beyond what is worked out."""
    node = _node(pair.sender, pair.direction)
    try:
        return sending_by(node, pair.direction)
    except Unprojectable:
        return None


def sending_by(node: Node, direction: Direction) -> Sending:
    """What a conforming sender sends by a schema; raises Unprojectable."""
    said = Translation(node.source, direction, sending=True)
    return Sending(_validator(said.projected(node)), said.translated(node))


def receiving(pair: SchemaPair) -> jsonschema_rs.Draft202012Validator:
    return _validator(_received(pair))


def receiving_overlaps(pair: SchemaPair) -> jsonschema_rs.Draft202012Validator:
    """The receiver as if `oneOf` did not mind values that fit several of its branches."""
    return _validator(_inclusive(_received(pair)))


def _received(pair: SchemaPair) -> dict[str, Any]:
    node = _node(pair.receiver, pair.direction)
    return Translation(node.source, pair.direction).projected(node)


def _inclusive(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_inclusive(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inclusive = {key: _inclusive(part) for key, part in schema.items() if key != "oneOf"}
    if "oneOf" in schema:
        inclusive["allOf"] = [*inclusive.get("allOf", ()), {"anyOf": _inclusive(schema["oneOf"])}]
    return inclusive


def sent_instances(pair: SchemaPair, said: Sending, chance: random.Random, tries: int) -> Iterator[Any]:
    """Instances that a conforming sender sends, among so many tries."""
    hints = [pair.previous.schema, pair.current.schema, pair.previous.components, pair.current.components]
    instances = Instances(chance, said.schema["$defs"], hints)
    for _ in range(tries):
        value = instances.of(said.schema["allOf"][0])
        if said.validator.is_valid(value):
            yield value


def _node(side: Side, direction: Direction) -> Node:
    source = Source(side.document(direction), DIALECTS[side.version])
    return source.node(_OPERATION + _PLACES[side.version == "2.0", direction])


def _validator(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
