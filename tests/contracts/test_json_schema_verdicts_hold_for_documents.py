"""Where a JSON Schema is called compatible, whatever a conforming writer writes is valid for the reader.

Pairs are made at random from fixed seeds. The documents are judged by the validators of their own drafts, which know
nothing of the engine.
"""

import json
import random

import jsonschema_rs
import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.jsonschema.drafts import URIS
from catalog.contracts.jsonschema.reading import JSON_SCHEMA
from catalog.contracts.schemas.source import Source
from catalog.contracts.schemas.ways import Unprojectable
from tests.contracts.generating.instances import Instances
from tests.contracts.generating.judging import sending_by
from tests.contracts.generating.pairs import schema_pair

PAIRS = 150
TRIES = 25
REFERENCE, SECTION = "#/components/schemas/", "#/$defs/"


def document(side):
    """The schema of a side, with its components as definitions."""
    whole = {"$schema": URIS["2020-12"], "allOf": [side.schema], "$defs": side.components}
    return json.loads(json.dumps(whole).replace(REFERENCE, SECTION))


def made(seed):
    """Pairs of schemas of 2020-12; those of OpenAPI 3.0 are other dialects."""
    chance, number = random.Random(seed), 0
    while number < PAIRS:
        pair = schema_pair(chance)
        if pair.previous.version == pair.current.version == "3.1":
            number += 1
            yield document(pair.previous), document(pair.current)


def validator(schema):
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def written(schema, hints, chance):
    """Documents that a conforming writer of a schema writes, as far as they are found by lot."""
    node = Source(schema, JSON_SCHEMA).root
    try:
        said = sending_by(node, "request")
    except Unprojectable:
        return
    instances = Instances(chance, said.schema["$defs"], hints)
    for _ in range(TRIES):
        value = instances.of(said.schema["allOf"][0])
        if said.validator.is_valid(value) and validator(schema).is_valid(value):
            yield value


def overlaps(schema):
    return '"oneOf"' in json.dumps(schema)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_written_is_read_where_that_is_said(seed):
    chance, missed, compatible, tried = random.Random(seed), [], 0, 0
    for previous, current in made(seed):
        found = compare_documents(json.dumps(previous), json.dumps(current), format="jsonschema")
        for mode, writer, reader in (("backward", previous, current), ("forward", current, previous)):
            if not found.is_compatible(mode) or overlaps(reader):
                continue  # that a `oneOf` overlaps is only told where an instance shows it
            compatible += 1
            for value in written(writer, [previous, current], chance):
                tried += 1
                if not validator(reader).is_valid(value):
                    missed.append((mode, value, writer, reader))

    assert missed == []
    assert compatible > PAIRS / 4
    assert tried > compatible


@pytest.mark.parametrize("seed", range(2))
def test_what_a_witness_shows_is_valid_where_it_is_accepted(seed):
    """Which branch of a `oneOf` a value fits depends on types that are meant and not stated, so these are left out."""
    sides = {"previous": 0, "current": 1}
    witnesses = [
        (pair, change.witness)
        for pair in made(f"witness {seed}")
        for change in compare_documents(*map(json.dumps, pair), format="jsonschema").changes
        if change.witness and not any(map(overlaps, pair))
    ]
    for pair, witness in witnesses:
        assert validator(pair[sides[witness["accepted_by"]]]).is_valid(witness["instance"])

    assert len(witnesses) > PAIRS / 4


@pytest.mark.parametrize("seed", range(2))
def test_looking_from_the_other_side_turns_the_modes_around(seed):
    for previous, current in list(made(seed))[:60]:
        texts = json.dumps(previous), json.dumps(current)
        found, mirrored = (
            compare_documents(*texts, format="jsonschema"),
            compare_documents(*texts[::-1], format="jsonschema"),
        )
        if found.undecided or mirrored.undecided:
            continue

        assert found.is_compatible("backward") == mirrored.is_compatible("forward")
        assert found.is_compatible("forward") == mirrored.is_compatible("backward")
