"""A document is taken as text, as an object or as a file, byte for byte; one that cannot be read is refused."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import ContractVersion, Document

VERSIONS = "/api/v1/services/charging/contracts/charges/versions"
OBJECT = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}
TEXT = 'openapi: 3.0.3\ninfo: {title: "Tü", version: "1"}\npaths: {}\n'


def stored(api, version: str = "1.0.0") -> bytes:
    return api.get(f"{VERSIONS}/{version}/document").content


@pytest.mark.usefixtures("contract")
def test_a_text_is_kept_byte_for_byte(api):
    assert api.post(VERSIONS, {"version": "1.0.0", "document": TEXT}).status_code == 201

    assert stored(api) == TEXT.encode()


@pytest.mark.usefixtures("contract")
def test_an_object_is_kept_as_json(api):
    assert api.post(VERSIONS, {"version": "1.0.0", "document": OBJECT}).status_code == 201

    assert json.loads(stored(api)) == OBJECT


@pytest.mark.usefixtures("contract")
def test_an_uploaded_file_is_kept_byte_for_byte(api):
    upload = SimpleUploadedFile("openapi.yaml", TEXT.encode(), "text/html")

    answer = api.post(VERSIONS, {"version": "1.0.0", "document": upload}, format="multipart")

    assert answer.status_code == 201
    assert stored(api) == TEXT.encode()
    assert api.get(f"{VERSIONS}/1.0.0/document").headers["Content-Type"] == "application/yaml"


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        "[]",
        "null",
        "a: b: c",
        "asyncapi: 3.0.0",
        "openapi: 9.9.9",
        "openapi: 3.0.3\npaths: []",
        "a: &a [*a, *a]",
        "[" * 10_000,
        '{"openapi": "3.0.3", "info": {}, "paths": {}, "paths": {}}',
        5,
        None,
        [],
        True,
        {},
    ],
)
def test_a_document_that_cannot_be_read_is_refused_and_leaves_nothing(api, document):
    answer = api.post(VERSIONS, {"version": "1.0.0", "document": document})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/document")
    assert not ContractVersion.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.usefixtures("contract")
def test_a_mistake_in_the_document_is_shown_with_its_line_and_column(api):
    answer = api.post(VERSIONS, {"version": "1.0.0", "document": "openapi: 3.0.3\ninfo: {title\npaths: {}\n"})

    (error,) = answer.json()["errors"]
    assert (error["line"], error["pointer"]) == (3, "/document")
    assert error["column"] >= 1


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("key", ["summary", "operationId", "description", "x-\0"])
def test_a_document_with_an_escaped_nul_is_no_server_error(api, key):
    document = json.dumps(OBJECT | {"paths": {"/a": {"get": {key: "a\0b", "responses": {}}}}})

    answer = api.post(VERSIONS, {"version": "1.0.0", "document": document})

    assert answer.status_code in {201, 422}


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("path", ["/" + "a" * 5000, "/\0", "/é ü", "/\ud800"])
def test_a_strange_path_is_no_server_error(api, path):
    document = json.dumps(OBJECT | {"paths": {path: {"get": {"responses": {}}}}})

    answer = api.post(VERSIONS, {"version": "1.0.0", "document": document})

    assert answer.status_code in {201, 422}
    assert ContractVersion.objects.exists() is (answer.status_code == 201)


@pytest.mark.usefixtures("contract")
def test_paths_that_differ_in_parameter_names_alone_are_one_operation(api):
    paths = {path: {"get": {"responses": {}}} for path in ("/a/{x}", "/a/{y}")}

    api.post(VERSIONS, {"version": "1.0.0", "document": OBJECT | {"paths": paths}})

    operations = api.get(f"{VERSIONS}/1.0.0").json()["operations"]
    assert [operation["key"] for operation in operations] == ["GET /a/{}"]


@pytest.mark.usefixtures("contract")
@pytest.mark.parametrize("version", ["", "one", "1.0", "1.0.0 rc", "1.0.0\t1", "9" * 200 + ".0.0", 1.0, None])
def test_a_version_that_its_scheme_does_not_know_is_refused(api, version):
    answer = api.post(VERSIONS, {"version": version, "document": TEXT})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/version"


@pytest.mark.usefixtures("contract")
def test_the_same_again_is_found_and_another_document_is_a_conflict(api):
    api.post(VERSIONS, {"version": "1.0.0", "document": TEXT})

    assert api.post(VERSIONS, {"version": "1.0.0", "document": TEXT}).status_code == 200
    conflict = api.post(VERSIONS, {"version": "1.0.0", "document": OBJECT})

    assert conflict.status_code == 409
    assert "sha256:" in conflict.json()["differences"]["document"]["recorded"]


def test_a_contract_that_is_not_registered_takes_no_version(api, service):
    assert api.post(VERSIONS, {"version": "1.0.0", "document": TEXT}).status_code == 404
