import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.contracts.load import load_document
from catalog.contracts.openapi.operations import extract_operations
from catalog.contracts.validate import validate

ROOTS = {"2.0": {"swagger": "2.0"}, "3.0": {"openapi": "3.0.3"}, "3.1": {"openapi": "3.1.0"}}
FINE = {"200": {"description": "fine"}}


def document(version, paths=None, **others):
    root = {**ROOTS[version], "info": {"title": "t", "version": "1"}, "paths": paths or {}, **others}
    return load_document(json.dumps(root))


def operation(version, **fields):
    return document(version, {"/a": {"get": {"responses": FINE, **fields}}})


def found(read):
    return [(problem.pointer.removeprefix("/paths/~1a/get"), problem.message) for problem in validate(read)]


def parameter(**fields):
    return {"name": "p", **fields}


JSON_TYPES = "`array`, `boolean`, `integer`, `number`, `object`, `string`"
CASES = [
    ("2.0", {"responses": {"200": {}}}, "/responses/200", "`description` is missing"),
    ("3.0", {"responses": {"200": {}}}, "/responses/200", "`description` is missing"),
    ("3.1", {"responses": {"200": {}}}, "/responses/200", "`description` is missing"),
    ("3.0", {"respones": {}}, "", "`respones` has no meaning here"),
    ("3.1", {"respones": {}, "tag": []}, "", "`respones`, `tag` have no meaning here"),
    ("3.0", {"tags": "a"}, "/tags", '`tags`: "a" must be of type array'),
    ("3.0", {"parameters": [parameter(**{"in": "query"})]}, "/parameters/0", "`schema` is missing"),
    (
        "3.0",
        {"parameters": [parameter(**{"in": "quer", "schema": {}})]},
        "/parameters/0/in",
        '`in`: "quer" must be one of `path`, `query`, `header`, `cookie`',
    ),
    (
        "3.0",
        {"parameters": [parameter(**{"in": "query", "schema": {"type": "strng"}})]},
        "/parameters/0/schema/type",
        f'`type`: "strng" must be one of {JSON_TYPES}',
    ),
    (
        "3.0",
        {"parameters": [parameter(**{"in": "query", "schema": {"items": {"typ": "string"}}})]},
        "/parameters/0/schema/items",
        "`typ` has no meaning here",
    ),
    (
        "3.1",
        {"parameters": [parameter(**{"in": "query", "schema": {"minLength": -1}})]},
        "/parameters/0/schema/minLength",
        "`minLength`: -1 breaks the rule `minimum` of the format",
    ),
    ("2.0", {"parameters": [parameter(**{"in": "body"})]}, "/parameters/0", "`schema` is missing"),
    (
        "2.0",
        {"parameters": [parameter(**{"in": "query", "type": "string", "pattern": "("})]},
        "/parameters/0/pattern",
        '`pattern`: "(" is not a valid regex',
    ),
    (
        "3.0",
        {"parameters": [{"$ref": "#/components/responses/R"}]},
        "/parameters/0/$ref",
        "The reference '#/components/responses/R' leads nowhere",
    ),
    (
        "3.0",
        {"responses": {"200": {"$ref": "#/info/title"}}},
        "/responses/200/$ref",
        "The reference '#/info/title' must lead to a response, but what stands there holds 't'",
    ),
    (
        "3.0",
        {"responses": {"200": {"$ref": "#/paths/~1a"}}},
        "/responses/200/$ref",
        "The reference '#/paths/~1a' must lead to a response, but what stands there is of the kind path item",
    ),
    (
        "3.0",
        {
            "parameters": [
                parameter(**{"in": "query", "schema": schema}) for schema in ({}, {"type": "string"})
            ]
        },
        "/parameters/1",
        "The query parameter 'p' is declared twice",
    ),
]


@pytest.mark.parametrize(("version", "fields", "pointer", "message"), CASES)
def test_in_an_operation(version, fields, pointer, message):
    assert (pointer, message) in found(operation(version, **fields))
    assert len(found(operation(version, **fields))) == 1


def test_with_line_and_column():
    info = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
    (problem,) = validate(
        load_document(f"{info}paths:\n  /a:\n    get:\n      responses:\n        200: {{}}\n")
    )
    assert (problem.line, problem.column, problem.severity) == (7, 9, "error")


@pytest.mark.parametrize("version", ROOTS)
def test_a_sound_document_has_none(version):
    assert validate(operation(version, operationId="a")) == ()


def test_what_the_root_lacks():
    assert found(load_document("openapi: 3.0.3\ncomponents: {}\n")) == [
        ("", "`info` is missing"),
        ("", "`paths` is missing"),
    ]


def test_operation_ids_are_unique_among_paths_webhooks_and_callbacks():
    same = {"operationId": "same", "responses": FINE}
    callback = {"operationId": "own", "responses": FINE, "callbacks": {"c": {"{$url}": {"post": same}}}}
    read = document("3.1", {"/a": {"get": same, "put": callback}}, webhooks={"w": {"post": same}})
    assert found(read) == [
        ("/paths/~1a/put/callbacks/c/{$url}/post/operationId", "The operationId 'same' is not unique"),
        ("/webhooks/w/post/operationId", "The operationId 'same' is not unique"),
    ]


def test_security_requirements_name_schemes_that_are_declared():
    own = {"/a": {"get": {"responses": FINE, "security": [{"key": []}, {}, {"gone": []}]}}}
    key = {"key": {"type": "apiKey", "in": "header", "name": "k"}}
    read = document("3.0", own, security=[{"lost": []}], components={"securitySchemes": key})
    assert found(read) == [
        ("/security/2/gone", "The security scheme 'gone' is not declared"),
        ("/security/0/lost", "The security scheme 'lost' is not declared"),
    ]
    assert validate(document("2.0", security=[{"key": []}], securityDefinitions=key)) == ()


def test_paths_differ_by_more_than_the_names_of_their_parameters():
    declared = [{"name": name, "in": "path", "required": True, "schema": {}} for name in ("id", "key")]
    item = {name: {"parameters": [declared[i]]} for i, name in enumerate(("/o/{id}", "/o/{key}"))}
    assert found(document("3.0", item)) == [
        ("/paths/~1o~1{key}", "/o/{key} is the same path as /o/{id} but for the names of its parameters")
    ]


def test_path_parameters_are_declared_at_the_path_or_the_operation_or_by_reference():
    declared = [{"name": n, "in": "path", "required": True, "schema": {}} for n in ("a", "b", "c", "x")]
    item = {
        "parameters": [declared[0]],
        "get": {"parameters": [declared[1], {"$ref": "#/components/parameters/C"}], "responses": FINE},
        "put": {"parameters": [declared[3]], "responses": FINE},
    }
    read = document("3.0", {"/{a}/{b}.{c}": item}, components={"parameters": {"C": declared[2]}})
    assert sorted((problem.severity, problem.message) for problem in validate(read)) == [
        ("error", "The path parameter 'b' of /{a}/{b}.{c} is not declared"),
        ("error", "The path parameter 'c' of /{a}/{b}.{c} is not declared"),
        ("warning", "The path parameter 'x' is declared, but /{a}/{b}.{c} does not have it"),
    ]


def test_a_discriminator_maps_to_schemas_that_are_there():
    mapping = {"a": "#/components/schemas/A", "b": "B", "c": "#/components/schemas/C"}
    schema = {"discriminator": {"propertyName": "kind", "mapping": mapping}}
    assert found(document("3.0", components={"schemas": {"A": schema}})) == [
        (
            "/components/schemas/A/discriminator/mapping/c",
            "The reference '#/components/schemas/C' leads nowhere",
        )
    ]


def test_every_reference_that_leads_nowhere_says_so():
    gone = {"$ref": "#/components/schemas/Gone"}
    schemas = {
        "A": gone,
        "B": {"items": gone},
        "C": {"$ref": "#/components/schemas/A"},
        "D": {"not": {"$ref": "#/x-none"}},
    }
    read = document("3.1", components={"schemas": schemas}, **{"x-none": None})
    messages = [message for _, message in found(read)]
    assert messages[:3] == ["The reference '#/components/schemas/Gone' leads nowhere"] * 2 + [
        "The reference '#/components/schemas/A' leads nowhere"
    ]
    assert messages[3] == "The reference '#/x-none' must lead to a schema, but what stands there holds None"


def test_a_reference_may_lead_to_an_anchor_or_to_a_schema_anywhere():
    schemas = {
        "A": {"$anchor": "here", "properties": {"p": {"$ref": "#/$defs/Loose"}}},
        "B": {"$ref": "#here", "$defs": {"D": True}},
        "C": {"$ref": "#/components/schemas/B/$defs/D"},
        "D": {"$id": "https://example.com/d", "items": {"$ref": "https://example.com/d#/items"}},
    }
    assert validate(document("3.1", components={"schemas": schemas}, **{"x-loose": {"type": "null"}})) != ()
    schemas["A"]["properties"]["p"] = {"$ref": "#/x-loose"}
    assert validate(document("3.1", components={"schemas": schemas}, **{"x-loose": {"type": "null"}})) == ()


NAMES = (
    "/a /{b} get security parameters $ref in name schemas schema allOf properties responses 200 content "
    "callbacks items operationId discriminator mapping"
)
REFERENCES = "#/paths/~1a #/components # #/x path #a %zz #/%"
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(REFERENCES.split()),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES.split()), inside, max_size=4)
    ),
    max_leaves=25,
)
objects = st.dictionaries(st.sampled_from(["/a", "/{b}", "schemas", "responses", "parameters"]), anything)


@given(st.sampled_from(list(ROOTS)), objects, objects, anything)
def test_whatever_a_document_holds_it_is_validated(version, paths, components, definitions):
    read = document(version, paths, components=components, definitions=definitions)
    extract_operations(read)
    for problem in validate(read):
        assert problem.message
        assert problem.line == 1
