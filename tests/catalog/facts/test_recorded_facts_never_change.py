"""What is recorded for good is guarded by the database itself, whoever writes."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone

from catalog.actions.contract_versions import record_version
from catalog.actions.releases import Provided, ReleaseContent, put_release
from catalog.actions.services import put_contract, put_service
from catalog.actions.uploads import Upload
from catalog.models import AuditEvent, ContractVersion, Document, Provision, Release

TEXT = b"openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n"


@pytest.fixture(autouse=True)
def facts(owner, team):
    service, _ = put_service(owner, "charging", {"title": "Charging", "owner": team})
    contract, _ = put_contract(owner, service, "charges", {"title": "Charges"})
    record_version(owner, contract, "1.0.0", Upload(TEXT, "application/yaml"))
    put_release(owner, service, "1.0.0", ReleaseContent(provides=[Provided("charges", "1.0.0")]))


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Document, {"content": b"other"}),
        (Release, {"commit": "other"}),
        (ContractVersion, {"version": "9.9.9"}),
        (ContractVersion, {"created_at": timezone.now()}),
        (AuditEvent, {"action": "nothing"}),
    ],
)
def test_it_is_not_changed(model: type[Model], change):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model._default_manager.update(**change)


@pytest.mark.parametrize("model", [AuditEvent, Provision])
def test_it_is_not_removed(model: type[Model]):
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        model._default_manager.all().delete()


def test_every_write_is_in_the_audit_log():
    written = AuditEvent.objects.order_by("id").values_list("action", "stream")

    assert [event for event in written if event[0] == "registered"][-4:] == [
        ("registered", "service:charging"),
        ("registered", "contract:charging/charges"),
        ("registered", "contractversion:charging/charges 1.0.0"),
        ("registered", "release:charging 1.0.0"),
    ]
