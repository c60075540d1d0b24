"""A name of a megabyte, above a great many others, costs no memory: what cannot be read for it is said to be so."""

import json

import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.errors import InvalidInputError
from catalog.models import ContractVersion

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
    assert "It cannot be shown" in pages["/documentation"].text
    assert "Nothing is named like that" not in pages["/documentation"].text


def test_a_channel_of_such_a_name_is_refused(world):
    world.service("reporting")
    document = asyncapi("string")
    document["channels"] = {LONG: document["channels"]["reports"]}

    with pytest.raises(InvalidInputError, match="a pointer of more than 4,000 characters"):
        world.submit("reporting", "1.0.0", json.dumps(document), format="asyncapi")

    assert not ContractVersion.objects.exists()


def test_a_message_that_another_language_describes_is_refused_under_such_a_name():
    avro = {"schemaFormat": "application/vnd.apache.avro;version=1.9.0", "payload": "string"}
    document = asyncapi("string") | {"components": {"messages": {LONG: avro}}}
    document["channels"] = {"reports": {"subscribe": {"message": {"$ref": f"#/components/messages/{LONG}"}}}}

    with pytest.raises(DocumentError, match="cannot be read to its end"):
        load_document(json.dumps(document))
