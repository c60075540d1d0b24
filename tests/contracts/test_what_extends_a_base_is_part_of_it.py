"""A discriminator puts names of components on the wire, and makes those that extend the base by `allOf` part of it."""

import json

import pytest

from catalog.contracts.compare import compare_documents

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def pet(discriminator):
    base = {"type": "object", "required": ["kind"], "properties": {"kind": TEXT}}
    return base | ({"discriminator": discriminator} if discriminator else {})


def extending(base="Pet", **properties):
    return {"allOf": [{"$ref": f"#/components/schemas/{base}"}, {"type": "object", "properties": properties}]}


def api(discriminator=None, **extensions):
    """`POST /pets` takes a pet, `GET /pets` answers with one; nothing refers to what extends it."""
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    paths = {
        "/pets": {
            "get": {"responses": {"200": {"description": "OK", **content}}},
            "post": {"requestBody": content, "responses": {"204": {"description": "Done"}}},
        }
    }
    schemas = {"Pet": pet(discriminator), **extensions}
    info = {"title": "Pets", "version": "1"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": paths, "components": {"schemas": schemas}})


def found(previous, current):
    comparison = compare_documents(previous, current)
    assert comparison.undecided == ()
    return {(change.rule_id, change.operations) for change in comparison.changes}


KIND = {"propertyName": "kind"}
GET, POST = ("GET /pets",), ("POST /pets",)


def test_a_component_that_extends_the_base_no_longer_can_be_sent_by_name_no_longer():
    assert found(api(KIND, Cat=extending(), Dog=extending()), api(KIND, Cat=extending())) == {
        ("request-discriminator-value-removed", POST),
        ("response-discriminator-value-removed", GET),
    }


def test_a_new_component_that_extends_the_base_may_be_received():
    assert found(api(KIND), api(KIND, Cat=extending())) == {
        ("request-discriminator-value-added", POST),
        ("response-discriminator-value-added", GET),
    }


def test_what_changes_in_a_component_that_extends_the_base_reaches_who_uses_the_base():
    changed = found(api(KIND, Cat=extending(lives=TEXT)), api(KIND, Cat=extending(lives=NUMBER)))

    assert changed == {("request-type-changed", POST), ("response-type-changed", GET)}


def test_what_extends_an_extension_is_part_of_the_base_too():
    before, after = (api(KIND, Cat=extending(), Lion=extending("Cat", mane=kind)) for kind in (TEXT, NUMBER))

    assert {operations for _, operations in found(before, after)} == {GET, POST}


def test_a_mapping_keeps_the_value_when_the_component_is_renamed():
    before, after = (
        api({**KIND, "mapping": {"cat": f"#/components/schemas/{name}"}}, **{name: extending()})
        for name in ("Cat", "Feline")
    )

    assert found(before, after) == set()


def test_without_a_discriminator_what_extends_a_component_is_no_part_of_it():
    assert found(api(Cat=extending(lives=TEXT)), api(Cat=extending(lives=NUMBER))) == set()


@pytest.mark.parametrize("discriminator", [KIND, None])
def test_the_same_is_the_same(discriminator):
    document = api(discriminator, Cat=extending(), Lion=extending("Cat"))

    assert found(document, json.dumps(json.loads(document), indent=2)) == set()


def test_swagger_names_the_property_itself():
    def swagger(**extensions):
        base = pet("kind")
        answer = {"200": {"description": "OK", "schema": {"$ref": "#/definitions/Pet"}}}
        document = {"swagger": "2.0", "info": {"title": "Pets", "version": "1"}}
        document |= {
            "paths": {"/pets": {"get": {"responses": answer}}},
            "definitions": {"Pet": base, **extensions},
        }
        return json.dumps(document)

    cat = {"allOf": [{"$ref": "#/definitions/Pet"}, {"type": "object"}]}

    assert found(swagger(), swagger(Cat=cat)) == {("response-discriminator-value-added", GET)}


def test_a_base_that_is_not_there_is_none():
    assert (
        found(api(KIND, Cat=extending("Gone")), api(KIND, Cat=extending("Gone"), Dog=extending("Gone")))
        == set()
    )
