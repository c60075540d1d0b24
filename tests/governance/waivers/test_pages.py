"""The pages of waivers: asked for by the owner, decided by another."""

import pytest
from django.test import Client

from governance.models import Waiver


@pytest.fixture
def as_person():
    def signed_in(person):
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def test_the_owner_asks_where_the_change_is_shown(as_person, broken, finding, in_a_week):
    client = as_person(broken.people["provider"])
    page = client.get("/services/provider/contracts/api/versions/1.1.0").content.decode()
    address = f"/waivers/new?service=provider&finding={finding.fingerprint}"
    assert address.replace("&", "&amp;") in page
    day = f"{in_a_week:%Y-%m-%d}"
    answer = client.post(address, {"reason": "This week.", "expires_at": day}, follow=True)
    assert "This week." in answer.content.decode()
    assert f"{Waiver.objects.get().expires_at:%Y-%m-%d}" == day


def test_a_form_that_is_not_filled_in_keeps_what_was_written(as_person, broken, finding):
    client = as_person(broken.people["provider"])
    said = {"reason": "This week.", "expires_at": "2020-01-01"}
    answer = client.post(f"/waivers/new?service=provider&finding={finding.fingerprint}", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This week." in page
    assert "A waiver ends in the future." in page
    assert not Waiver.objects.exists()


def test_another_of_governance_approves_on_the_page(as_person, ask, in_a_week, governor):
    waiver = ask(in_a_week)
    client = as_person(governor)
    assert "Approve" in client.get(f"/waivers/{waiver.pk}").content.decode()
    page = client.post(f"/waivers/{waiver.pk}/approve", {"note": "Fine."}, follow=True).content.decode()
    assert "approved" in page
    assert "Fine." in page


def test_whoever_may_not_decide_is_told_who_does(as_person, ask, in_a_week, stranger):
    waiver = ask(in_a_week)
    client = as_person(stranger)
    assert "with the role governance, decides" in client.get(f"/waivers/{waiver.pk}").content.decode()
    assert client.post(f"/waivers/{waiver.pk}/approve").status_code == 403


def test_the_list_is_filtered_by_state(as_person, ask, in_a_week, stranger):
    waiver = ask(in_a_week)
    client = as_person(stranger)
    assert waiver.get_absolute_url() in client.get("/waivers?state=pending").content.decode()
    assert "No waiver" in client.get("/waivers?state=expired").content.decode()
