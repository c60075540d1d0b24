"""A fusion team registers its service in the portal, and says later what has changed."""

import pytest

from catalog.actions.services import put_service
from catalog.models import AuditEvent, Service

NEW = "/register-service"


@pytest.fixture
def said(team):
    return {
        "title": "Loan Intake (low-code)",
        "purpose": "Takes applications for loans.",
        "owner": team.pk,
        "platform": "Power Apps",
        "kind": "workflow",
        "lifecycle": "experimental",
        "exposure": "internal",
        "data_classification": "confidential",
        "tier": "2",
    }


@pytest.fixture
def visit(client, owner, team):
    """The owner's browser, beside a service that there is."""
    put_service(owner, "charging", {"title": "Charging", "owner": team, "labels": {"cost": "12"}})
    client.force_login(owner)
    return client


def test_a_service_is_registered_under_a_name_made_of_its_title(visit, said, team):
    answer = visit.post(NEW, said)

    made = Service.objects.exclude(slug="charging").get()
    assert (answer.status_code, answer["Location"]) == (302, "/services/loan-intake-low-code")
    assert (made.owner, made.platform, made.kind, made.tier) == (team, "Power Apps", "workflow", 2)
    assert AuditEvent.objects.filter(action="registered").count() >= 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "漢字"}, "so say one"),
        ({"slug": "Not A Label"}, "lower-case letters, digits and hyphens"),
        ({"slug": "charging"}, "There is a service charging already."),
        ({"owner": 10**12}, "Select a valid choice"),
        ({"owner": "x"}, "Select a valid choice"),
        ({"tier": "5"}, "less than or equal to 4"),
        ({"kind": "blockchain"}, "Select a valid choice"),
        ({"title": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_stands_at_its_field(visit, said, wrong, words):
    answer = visit.post(NEW, said | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert [service.title for service in Service.objects.all()] == ["Charging"]


def test_nobody_registers_for_a_team_of_others(client, stranger, said):
    client.force_login(stranger)

    assert "You are in no team yet" in client.get(NEW).content.decode()
    assert client.post(NEW, said).status_code == 422
    assert not Service.objects.exists()


def test_only_what_was_changed_in_the_form_is_changed(visit, owner):
    form = visit.get("/services/charging/edit").context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    put_service(owner, "charging", {"purpose": "Charges batteries."})

    answer = visit.post("/services/charging/edit", sent | {"tier": 1, "purpose": "Charges batteries."})

    changed = Service.objects.get()
    assert answer["Location"] == "/services/charging"
    assert (changed.tier, changed.purpose, changed.labels) == (1, "Charges batteries.", {"cost": "12"})


def test_a_stranger_changes_nothing(client, owner, team, stranger):
    put_service(owner, "charging", {"title": "Charging", "owner": team})
    client.force_login(stranger)

    assert client.get("/services/charging/edit").status_code == 403
    assert client.post("/services/charging/edit", {"title": "Mine"}).status_code == 403
    assert Service.objects.get().title == "Charging"
