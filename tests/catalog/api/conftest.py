"""Clients of the standing cast, and what most tests of the catalog's API start from."""

import pytest
from django.test import Client

from catalog.actions.contract_versions import record_version
from catalog.actions.services import put_contract, put_landscape, put_service
from catalog.actions.uploads import Upload
from catalog.models import Contract, ContractVersion, Environment, Service

DOCUMENT = """\
openapi: 3.0.3
info: {{title: Charges, version: {version}}}
paths:
  /v1/charges/{{id}}:
    get:
      operationId: getCharge
      summary: Read a charge
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200':
          description: The charge
          content:
            application/json:
              schema:
                type: object
                required: [{amount}]
                properties: {{{amount}: {{type: integer}}}}
"""


@pytest.fixture
def document():
    """The text of a document whose one response property has the given name."""

    def text(version: str, amount: str = "amount") -> str:
        return DOCUMENT.format(version=version, amount=amount)

    return text


@pytest.fixture
def api(api_of, owner, team):
    """The API as somebody who leads the owning team."""
    return api_of(owner)


@pytest.fixture
def admin_api(api_of, administrator):
    return api_of(administrator)


@pytest.fixture
def nobody(db) -> Client:
    return Client()


@pytest.fixture
def service(owner, team) -> Service:
    return put_service(owner, "charging", {"title": "Charging", "owner": team})[0]


@pytest.fixture
def contract(owner, service) -> Contract:
    return put_contract(owner, service, "charges", {"title": "Charges"})[0]


@pytest.fixture
def recorded(owner, contract, document):
    """Record a version of the contract whose one response property has the given name."""

    def record(version: str, amount: str = "amount") -> ContractVersion:
        upload = Upload(document(version, amount).encode(), "application/yaml")
        return record_version(owner, contract, version, upload)[0]

    return record


@pytest.fixture
def production(administrator) -> Environment:
    fields = {"title": "Production", "rank": 30, "production": True}
    return put_landscape(administrator, Environment, "production", fields)[0]
