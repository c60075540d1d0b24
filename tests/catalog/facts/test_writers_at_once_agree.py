"""Two that write the same fact at once go one after the other: one registers it, the other finds it."""

from functools import partial

import pytest

from catalog.actions.contract_versions import record_version
from catalog.actions.deployments import record_deployment
from catalog.actions.releases import ReleaseContent, put_release
from catalog.actions.services import put_contract, put_landscape, put_service
from catalog.actions.uploads import Upload
from catalog.errors import ConflictError
from catalog.models import Contract, Deployment, Environment, Service

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(transactional_db, owner, team) -> Service:
    return put_service(owner, "charging", {"title": "Charging", "owner": team})[0]


@pytest.fixture
def contract(owner, service) -> Contract:
    return put_contract(owner, service, "charges", {"title": "Charges"})[0]


def upload(title: str) -> Upload:
    text = f"openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths: {{}}\n"
    return Upload(text.encode(), "application/yaml")


def test_a_service(at_once, owner, team):
    put = partial(put_service, owner, "charging", {"title": "Charging", "owner": team})

    answers = at_once(put, put, put)

    assert sorted(created for _, created in answers) == [False, False, True]


def test_a_contract_version(at_once, owner, contract):
    record = partial(record_version, owner, contract, "1.0.0", upload("One"))

    answers = at_once(record, record)

    assert sorted(created for _, created in answers) == [False, True]


def test_two_documents_under_one_version(at_once, owner, contract):
    answers = at_once(
        partial(record_version, owner, contract, "1.0.0", upload("One")),
        partial(record_version, owner, contract, "1.0.0", upload("Two")),
    )

    assert [type(answer) for answer in answers].count(ConflictError) == 1
    assert contract.versions.count() == 1


def test_one_document_under_two_contracts(at_once, owner, service, contract):
    other, _ = put_contract(owner, service, "refunds", {"title": "Refunds"})

    answers = at_once(
        partial(record_version, owner, contract, "1.0.0", upload("One")),
        partial(record_version, owner, other, "1.0.0", upload("One")),
    )

    assert [created for _, created in answers] == [True, True]
    assert len({version.document_id for version, _ in answers}) == 1


def test_two_contents_of_one_release(at_once, owner, service):
    answers = at_once(
        partial(put_release, owner, service, "1.0.0", ReleaseContent("a")),
        partial(put_release, owner, service, "1.0.0", ReleaseContent("b")),
    )

    assert [type(answer) for answer in answers].count(ConflictError) == 1


def test_two_deployments_to_one_place_leave_one_current(at_once, owner, administrator, service):
    place, _ = put_landscape(administrator, Environment, "production", {"title": "Production"})
    releases = [put_release(owner, service, f"1.{n}.0", ReleaseContent())[0] for n in range(3)]

    answers = at_once(*(partial(record_deployment, owner, release, place) for release in releases))

    assert [created for _, created in answers] == [True, True, True]
    assert Deployment.objects.filter(ended_at=None).count() == 1
