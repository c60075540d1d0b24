"""What a document tells its readers is counted when it is recorded."""

import pytest

from catalog.actions.contract_versions import record_version
from catalog.actions.services import put_contract, put_service
from catalog.actions.uploads import Upload
from catalog.contracts import documentation
from catalog.models import Documentation

DOCUMENT = """\
openapi: 3.0.3
info: {title: Charges, version: '1'}
servers: [{url: 'https://api.example.com/%(base)s'}]
paths:
  /charges:
    get:
      summary: List
      parameters: [{name: X-Api-Version, in: header, schema: {type: string}}]
      responses:
        '200':
          description: They
          content: {application/json: {schema: {$ref: '#/components/schemas/Charge'}}}
        default:
          description: Not
          content: {application/problem+json: {schema: {type: object}}}
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        '201': {description: It}
        '400': {description: Not, content: {application/json: {schema: {type: object}}}}
    delete:
      responses: {'204': {description: Gone}}
components:
  schemas: {Charge: {type: object, properties: {amount: {type: integer, example: 3}}}}
"""


@pytest.fixture
def counts(owner, team):
    service, _ = put_service(owner, "charging", {"title": "Charging", "owner": team})
    contract, _ = put_contract(owner, service, "charges", {"title": "Charges"})

    def recorded(base):
        text = DOCUMENT % {"base": base}
        version, _ = record_version(owner, contract, "1.0.0", Upload(text.encode(), "application/yaml"))
        return Documentation.objects.get(document=version.document_id).counts

    return recorded


def test_operations_bodies_and_errors_are_counted(counts):
    found = counts("")
    assert (found["operations"], found["described"]) == (3, 1)
    assert (found["bodies"], found["examples"]) == (2, 1)
    assert (found["errors"], found["problem_details"]) == (2, 1)


def test_every_way_of_carrying_the_version_is_seen(counts):
    assert counts("v2")["versioning"] == ["url", "header"]


def test_what_is_too_much_to_count_is_known_to_be_so(counts, monkeypatch):
    monkeypatch.setattr(documentation, "MOST_READ", 5)

    assert counts("") is None
