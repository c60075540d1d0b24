"""Whoever read before another wrote loses nothing of what the other wrote."""

from datetime import date

import pytest

from catalog.actions.consumption import Consumption
from catalog.actions.contract_versions import record_version, set_dates
from catalog.actions.releases import ReleaseContent, put_release
from catalog.actions.services import put_contract, put_service
from catalog.actions.uploads import Upload
from catalog.errors import InvalidInputError
from catalog.models import Contract

DOCUMENT = """openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /{path}: {{get: {{responses: {{'200': {{description: It}}}}}}}}
"""


@pytest.fixture
def charging(owner, team):
    return put_service(owner, "charging", {"title": "Charging", "owner": team})[0]


@pytest.fixture
def charges(owner, charging) -> Contract:
    return put_contract(owner, charging, "charges", {"title": "Charges"})[0]


def upload(path="kept") -> Upload:
    return Upload(DOCUMENT.format(path=path).encode(), "application/yaml")


def test_dates_are_set_upon_what_is_recorded_now(owner, charges):
    recorded, _ = record_version(owner, charges, "1.0.0", upload())
    read_before = charges.versions.get()
    set_dates(owner, recorded, {"sunset_at": date(2027, 1, 1)})
    set_dates(owner, read_before, {"sunset_at": None})
    assert charges.versions.get().sunset_at is None


def test_a_date_that_another_set_meanwhile_is_minded(owner, charges):
    recorded, _ = record_version(owner, charges, "1.0.0", upload())
    read_before = charges.versions.get()
    set_dates(owner, recorded, {"deprecated_at": date(2027, 6, 1)})
    with pytest.raises(InvalidInputError):
        set_dates(owner, read_before, {"sunset_at": date(2027, 1, 1)})


def test_a_version_is_written_in_the_scheme_that_the_contract_has_now(owner, charging, charges):
    put_contract(owner, charging, "charges", {"title": "Charges", "version_scheme": "integer"})
    with pytest.raises(InvalidInputError):
        record_version(owner, charges, "1.0.0", upload())


def test_a_release_is_found_again_after_its_provider_has_moved_on(owner, team, charging, charges):
    record_version(owner, charges, "1.0.0", upload())
    consumer, _ = put_service(owner, "checkout", {"title": "Checkout", "owner": team})
    content = ReleaseContent(consumes=[Consumption("charging", "charges", "^1", operations=["GET /kept"])])
    put_release(owner, consumer, "1.0.0", content)
    record_version(owner, charges, "1.1.0", upload("other"))
    assert put_release(owner, consumer, "1.0.0", content)[1] is False
