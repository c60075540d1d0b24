"""The same API in Swagger 2.0, OpenAPI 3.0 and 3.1, reordered, or with other words around it, is the same API."""

import json
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.contracts.compare import compare_documents

HERE = Path(__file__).parent / "same_api"
VERSIONS = ("swagger-2.0", "openapi-3.0", "openapi-3.1")


def text(version: str) -> str:
    return (HERE / f"{version}.yaml").read_text()


@pytest.mark.parametrize(("previous", "current"), list(permutations(VERSIONS, 2)))
def test_another_version_of_the_format_is_no_change(previous: str, current: str) -> None:
    comparison = compare_documents(text(previous), text(current))

    assert [change.message for change in comparison.changes] == []
    assert comparison.undecided == ()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_does_not_differ_from_itself(version: str) -> None:
    assert compare_documents(text(version), text(version)).changes == ()


@given(data=st.data(), version=st.sampled_from(VERSIONS))
def test_the_order_of_keys_says_nothing(data: st.DataObject, version: str) -> None:
    def shuffled(value: object) -> object:
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in data.draw(st.permutations(list(value)))}
        return value

    tree = yaml.safe_load(text(version))
    reordered = json.dumps(shuffled(tree))

    assert compare_documents(json.dumps(tree), reordered).changes == ()


def test_words_of_documentation_are_no_change() -> None:
    current = text("openapi-3.0").replace("description: ", "description: Really, ")

    assert compare_documents(text("openapi-3.0"), current).changes == ()


ANYTHING = ("true", "{}", '{"description": "Whatever it is"}')


@pytest.mark.parametrize(("previous", "current"), list(permutations(ANYTHING, 2)))
def test_a_schema_that_accepts_everything_can_be_written_in_many_ways(previous: str, current: str) -> None:
    before, after = (with_map_of(json.loads(members)) for members in (previous, current))

    assert compare_documents(before, after).changes == ()


def with_map_of(members: object) -> str:
    bag = {"type": "object", "additionalProperties": members}
    content = {"content": {"application/json": {"schema": bag}}}
    operation = {"requestBody": content, "responses": {"200": {"description": "OK", **content}}}
    paths = {"/bags": {"post": operation}}
    return json.dumps({"openapi": "3.1.0", "info": {"title": "Bags", "version": "1"}, "paths": paths})
