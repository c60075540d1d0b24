"""Every client fills in what a path has: what is not declared of it is any text."""

import json

import pytest

from catalog.contracts.compare import compare_documents


def swagger(*kinds: str) -> str:
    parameters = [{"name": "id", "in": "path", "required": True, "type": kind} for kind in kinds]
    operation = {"parameters": parameters, "responses": {"204": {"description": "Done"}}}
    info = {"title": "Orders", "version": "1"}
    return json.dumps({"swagger": "2.0", "info": info, "paths": {"/orders/{id}": {"get": operation}}})


@pytest.mark.parametrize(("kind", "rules"), [("string", []), ("integer", ["request-type-narrowed"])])
def test_declaring_it_late_in_swagger_is_at_most_a_narrowing(kind: str, rules: list[str]) -> None:
    changes = compare_documents(swagger(), swagger(kind)).changes

    assert [change.rule_id for change in changes] == rules
