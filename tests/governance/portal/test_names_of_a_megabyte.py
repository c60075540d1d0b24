"""A name of a megabyte, above a great many others, costs no memory: what cannot be read for it is said to be so."""

import json

import pytest

LONG = "n" * 1_000_000


def described(leaf):
    members = {f"p{number}": {"type": leaf} for number in range(2_000)}
    return {"type": "object", "properties": {LONG: {"type": "object", "properties": members}}}


def openapi(leaf):
    content = {"application/json": {"schema": described(leaf)}}
    paths = {"/reports": {"post": {"requestBody": {"content": content}, "responses": {}}}}
    return {"openapi": "3.0.3", "info": {"title": "Reports", "version": "1"}, "paths": paths}


def asyncapi(leaf):
    operation = {"operationId": "report", "message": {"payload": described(leaf)}}
    channels = {"reports": {"subscribe": operation}}
    return {"asyncapi": "2.6.0", "info": {"title": "Reports", "version": "1"}, "channels": channels}


def jsonschema(leaf):
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described(leaf)}


@pytest.mark.parametrize("document", [openapi, asyncapi, jsonschema])
def test_the_comparison_is_unknown_and_every_page_answers(browse, world, document):
    world.service("reporting")
    for version, leaf in (("1.0.0", "string"), ("1.1.0", "integer")):
        world.submit("reporting", version, json.dumps(document(leaf)), format=document.__name__)

    address = "/services/reporting/contracts/api/versions/1.1.0"
    pages = {part: browse(f"{address}{part}") for part in ("", "/documentation", "/document")}

    assert [page.status_code for page in pages.values()] == [200, 200, 200]
    assert "has a pointer of more than 4,000 characters" in pages[""].text
