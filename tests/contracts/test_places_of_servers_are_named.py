"""Where an API is served is written in several places of a Swagger document: a change is told where it is."""

import json
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents

PATHS = {"/orders": {"get": {"responses": {"204": {"description": "Done"}}}}}
SERVED: dict[str, Any] = {"host": "a.example", "basePath": "/v1", "schemes": ["http", "https"]}


@pytest.mark.parametrize(
    ("key", "value"), [("host", "b.example"), ("basePath", "/v2"), ("schemes", ["https"])]
)
def test_each_has_its_own(key: str, value: Any) -> None:
    swagger = {"swagger": "2.0", "info": {"title": "Orders", "version": "1"}, "paths": PATHS}
    sides = ({**swagger, **SERVED}, {**swagger, **SERVED, key: value})

    (change,) = compare_documents(*(json.dumps(side) for side in sides)).changes

    assert change.previous_pointer == change.current_pointer == f"/{key}"


def test_a_default_that_changed_is_told_by_the_address() -> None:
    variable = {"enum": ["eu", "us"]}
    sides = (
        {
            "openapi": "3.0.3",
            "info": {"title": "Orders", "version": "1"},
            "paths": PATHS,
            "servers": [
                {"url": "https://{r}.example.com", "variables": {"r": {**variable, "default": default}}}
            ],
        }
        for default in ("eu", "us")
    )

    (change,) = compare_documents(*map(json.dumps, sides)).changes

    assert change.message == (
        "`the API` is served at https://us.example.com instead of https://eu.example.com"
    )
