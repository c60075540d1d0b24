"""What becomes of a document with mistakes is its contract's choice: refused, or recorded with or without them."""

import pytest

from catalog.models import ContractVersion, Document

CONTRACT = "/api/v1/services/charging/contracts/charges"
VERSIONS = f"{CONTRACT}/versions"
MISTAKEN = """\
openapi: 3.0.3
info: {title: Charges, version: '1'}
paths:
  /charges/{id}:
    get:
      responses:
        '200': {$ref: '#/components/responses/Nothing'}
"""
HINTED = """\
openapi: 3.0.3
info: {title: Charges, version: '1'}
paths:
  /charges:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: OK}}
"""


@pytest.fixture
def submit(api, contract):
    """Submit a document to the contract with this choice."""

    def post(validation: str, document: str = MISTAKEN):
        assert api.patch(CONTRACT, {"validation": validation}).status_code == 200
        return api.post(VERSIONS, {"version": "1.0.0", "document": document})

    return post


def read(api) -> dict:
    return api.get(f"{VERSIONS}/1.0.0").json()


def test_a_contract_that_says_nothing_warns(api, contract):
    assert api.get(CONTRACT).json()["validation"] == "warn"


def test_a_choice_that_is_none_is_refused(api, contract):
    answer = api.patch(CONTRACT, {"validation": "pardon"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/validation"


def test_a_contract_that_refuses_names_every_place_and_records_nothing(submit):
    answer = submit("refuse")

    assert answer.status_code == 422
    assert {error["line"] for error in answer.json()["errors"]} == {5, 7}
    assert "/document/paths/~1charges~1{id}/get" in {error["pointer"] for error in answer.json()["errors"]}
    assert not ContractVersion.objects.exists()
    assert not Document.objects.exists()


def test_a_contract_that_refuses_takes_a_document_with_warnings(api, submit):
    assert submit("refuse", HINTED).status_code == 201
    assert {problem["severity"] for problem in read(api)["problems"]} == {"warning"}


def test_a_version_from_before_the_refusal_is_found_again(submit):
    submit("warn")

    assert submit("refuse").status_code == 200


def test_a_contract_that_warns_records_and_shows_them(api, submit):
    assert submit("warn").status_code == 201

    version = read(api)
    assert not version["valid"]
    assert {problem["line"] for problem in version["problems"]} == {5, 7}


def test_a_contract_that_ignores_shows_none(api, submit):
    assert submit("ignore").status_code == 201

    version = read(api)
    assert version["valid"]
    assert version["problems"] == []


def test_what_was_ignored_is_shown_when_it_is_ignored_no_longer(api, submit):
    submit("ignore")
    api.patch(CONTRACT, {"validation": "warn"})

    assert len(read(api)["problems"]) == 2
