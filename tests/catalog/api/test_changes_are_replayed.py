"""A second library judges the message that proves a change, or it is said why it cannot be asked."""

import json

import pytest

from catalog.actions.contract_versions import record_version
from catalog.actions.uploads import Upload

VERSION = "/api/v1/services/charging/contracts/charges/versions/1.1.0"


@pytest.fixture
def fingerprints(api, recorded):
    """The changes from 1.0.0 to 1.1.0 by the rule that found them."""
    recorded("1.0.0")
    recorded("1.1.0", amount="value")
    changes = api.get(f"{VERSION}/changes").json()["changes"]
    return {change["rule"]: change["fingerprint"] for change in changes}


def batches(least: int) -> str:
    """A list of 1,500 items which may be of 190 kinds; openapi-core keeps why no item is of any of the kinds."""
    kinds = [
        {"type": "integer", "minimum": number, "maximum": number} for number in range(least, least + 190)
    ]
    schema = {"type": "array", "minItems": 1_500, "items": {"anyOf": kinds}}
    operation = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "Done"}},
    }
    info = {"title": "Charges", "version": "1"}
    return json.dumps({"openapi": "3.0.3", "info": info, "paths": {"/batches": {"post": operation}}})


def replayed(api, fingerprint, **query):
    return api.get(f"{VERSION}/changes/{fingerprint}/replay", query)


def test_it_agrees_with_the_message_of_a_breaking_change(api, fingerprints):
    fingerprint = fingerprints["response-required-property-removed"]

    answer = replayed(api, fingerprint, since="1.0.0")

    assert answer.status_code == 200
    found = answer.json()
    assert (found["since"], found["version"], found["answer"], found["reason"]) == (
        "1.0.0",
        "1.1.0",
        "agrees",
        "",
    )
    assert found["change"]["fingerprint"] == fingerprint
    assert found["change"]["witness"]["response"]["body"] == {"value": 1}


def test_a_change_without_a_message_is_a_problem(api, fingerprints):
    answer = replayed(api, fingerprints["response-property-added"])

    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"].endswith("/problems/not-replayable")
    assert problem["detail"] == "The message was not replayed: there is no witness."


def test_a_document_that_would_make_the_library_huge_is_a_problem(api, owner, contract):
    for version, least in (("1.0.0", 0), ("1.1.0", 1)):
        record_version(owner, contract, version, Upload(batches(least).encode(), "application/json"))
    (change,) = [one for one in api.get(f"{VERSION}/changes").json()["changes"] if one["witness"]]

    answer = replayed(api, change["fingerprint"])

    assert answer.status_code == 422
    assert answer.json()["detail"] == (
        "The message was not replayed: openapi-core needs more than 512 megabytes of memory, or nests too deeply."
    )


def test_a_change_that_there_is_not_is_not_found(api, fingerprints):
    assert replayed(api, "0" * 32).status_code == 404


def test_who_is_nobody_is_refused(nobody, fingerprints):
    fingerprint = fingerprints["response-required-property-removed"]

    assert replayed(nobody, fingerprint).status_code == 401
