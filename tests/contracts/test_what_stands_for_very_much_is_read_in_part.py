"""A small document may share one component among so many operations that nobody can read what it stands for."""

import json

import pytest

from catalog.contracts.documentation import UncountableError
from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.reference import Field, Group, abridged
from tests.contracts.processor import seconds_spent

MEMBERS = {f"p{number}": {"type": "string", "description": "![[" * 5_000} for number in range(300)}


def shared(operations, media_types=1):
    """Every operation answers with one component in a hundred ways."""
    media = {
        f"application/{number}": {"schema": {"$ref": "#/components/schemas/S"}}
        for number in range(media_types)
    }
    responses = {str(status): {"$ref": "#/components/responses/R"} for status in range(200, 300)}
    return load_document(
        json.dumps(
            {
                "openapi": "3.0.3",
                "info": {"title": "Reports", "version": "1"},
                "paths": {f"/{number}": {"get": {"responses": responses}} for number in range(operations)},
                "components": {
                    "schemas": {"S": {"type": "object", "properties": MEMBERS}},
                    "responses": {"R": {"description": "Done", "content": media}},
                },
            }
        )
    )


def test_what_it_tells_its_readers_is_not_counted_to_the_end():
    document = shared(operations=1_000)
    began = seconds_spent()

    with pytest.raises(UncountableError, match="more than 500,000 parts"):
        format_named("openapi").documentation(document)

    assert seconds_spent() - began < 60


def test_of_an_operation_so_much_is_read_as_is_shown():
    (entry,) = format_named("openapi").reference(shared(operations=1, media_types=50))
    began = seconds_spent()

    groups, left_out = abridged(entry.read(), 2_000, 60_000)

    assert left_out
    assert sum(1 + len(group.fields) for group in groups) < 2_000 + 300
    assert sum(len(field.description) for group in groups for field in group.fields) == 60_000
    assert seconds_spent() - began < 10


def test_what_is_small_is_read_whole():
    groups = (Group("Arguments", (Field("id", "ID!", "Which one."),), "All of them."), Group("Returns"))

    assert abridged(groups, 2_000, 60_000) == (groups, False)


def test_a_type_of_a_megabyte_is_cut():
    (group,), _ = abridged([Group("Values", (Field("code", f"string (pattern {'a' * 1_000_000})"),))], 10, 10)

    assert len(group.fields[0].type) < 2_100
