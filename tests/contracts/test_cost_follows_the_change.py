"""Counters, not clocks: what did not change is not walked."""

import json
from typing import Any

from catalog.contracts.budget import Budget
from catalog.contracts.load import load_document
from catalog.contracts.openapi.format import walk_documents


def api(changed: str | None = None, *, words: str = "") -> str:
    """200 operations, each with a component of its own that has 20 properties of a shared one."""
    member = {"type": "string", "description": words}
    schemas: dict[str, Any] = {"Shared": {"type": "object", "properties": {"title": member}}}
    paths = {}
    for number in range(200):
        shared = {"$ref": "#/components/schemas/Shared"}
        properties = {f"p{index}": shared for index in range(20)}
        schemas[f"C{number}"] = {"type": "object", "properties": properties}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/C{number}"}}}
        paths[f"/c{number}"] = {"get": {"responses": {"200": {"description": "OK", "content": content}}}}
    if changed:
        schemas[changed]["properties"]["new"] = {"type": "integer"}
    info = {"title": "Large", "version": "1"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}})


def effort(previous: str, current: str) -> tuple[int, int]:
    budget = Budget(60)
    walker = walk_documents(load_document(previous), load_document(current), budget)
    walker.walk()
    return walker.walked, budget.pairs


def test_one_changed_component_of_one_operation_walks_that_operation() -> None:
    operations, pairs = effort(api(), api("C7"))

    assert operations == 1
    assert pairs <= 4


def test_a_shared_component_is_compared_once_however_often_it_is_used() -> None:
    operations, pairs = effort(api(), api("Shared"))

    assert operations == 200
    # A term and its shape for each of the 200 components, and for the shared one.
    assert pairs <= 2 * 200 + 2


def test_documentation_is_not_walked() -> None:
    assert effort(api(), api(words="What it is called")) == (0, 0)


def test_a_property_named_like_a_piece_of_documentation_is_none() -> None:
    document = api()

    assert (
        effort(document, document.replace('"title": {"type": "string"', '"title": {"type": "integer"'))[0]
        == 200
    )


def union(*kinds: str, size: str) -> str:
    """One operation that answers with any of some objects, each of which has a member of its own."""
    objects = [
        {"type": "object", "required": [kind], "properties": {kind: {}, "size": {"type": size}}}
        for kind in kinds
    ]
    content = {"application/json": {"schema": {"anyOf": objects}}}
    responses = {"200": {"description": "OK", "content": content}}
    info = {"title": "Union", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/": {"get": {"responses": responses}}}})


def test_alternatives_that_ask_for_different_members_are_not_compared_with_each_other() -> None:
    kinds = [f"kind{number}" for number in range(30)]

    _, pairs = effort(union(*kinds, size="integer"), union(*kinds, size="number"))

    # The union, and for each kind what has become of it and of its size: a term and a shape.
    assert pairs <= 1 + 3 * len(kinds)
