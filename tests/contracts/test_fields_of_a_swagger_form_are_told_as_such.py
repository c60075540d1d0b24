"""The parameters of a Swagger form are the fields of one body."""

import json
from typing import Any

from catalog.contracts.compare import compare_documents


def form(*fields: dict[str, Any]) -> str:
    parameters = [{"in": "formData", "type": "string", **field} for field in fields]
    operation = {"parameters": parameters, "responses": {"204": {"description": "Done"}}}
    info = {"title": "Orders", "version": "1"}
    return json.dumps({"swagger": "2.0", "info": info, "paths": {"/orders": {"post": operation}}})


def test_a_new_one_that_is_required_is_told_once_and_by_its_name() -> None:
    note, file = {"name": "note"}, {"name": "file", "required": True}

    (change,) = compare_documents(form(note), form(note, file)).changes

    assert change.message == "`POST /orders form.file` was added and must be sent"
    assert change.current_pointer == "/paths/~1orders/post/parameters/1"
