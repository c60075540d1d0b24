"""Small API descriptions to change one thing in."""

import json
from typing import Any

import pytest

Api = dict[str, Any]


def _document(paths: Api, schemas: Api, **rest: Any) -> str:
    components = {"components": {"schemas": schemas}} if schemas else {}
    info = {"title": "Orders", "version": "1"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": paths, **components, **rest})


class Documents:
    """Writes descriptions whose operations read and write orders."""

    def of(self, paths: Api, **schemas: Any) -> str:
        return _document(paths, schemas)

    def reading(self, schema: Api, *paths: str, **schemas: Any) -> str:
        """One `GET` for each path (`/orders` by default) that answers with the schema."""
        content = {"application/json": {"schema": schema}}
        operation = {"get": {"responses": {"200": {"description": "OK", "content": content}}}}
        return _document(dict.fromkeys(paths or ("/orders",), operation), schemas)

    def writing(self, schema: Api, **schemas: Any) -> str:
        """A `POST /orders` that takes the schema."""
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        operation = {"requestBody": body, "responses": {"204": {"description": "Done"}}}
        return _document({"/orders": {"post": operation}}, schemas)


@pytest.fixture
def documents() -> Documents:
    return Documents()
