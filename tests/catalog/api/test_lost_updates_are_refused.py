"""If-Match guards against overwriting what somebody else has changed."""

import pytest

SERVICE = "/api/v1/services/charging"


@pytest.fixture
def etag(api, service) -> str:
    return api.get(SERVICE).headers["ETag"]


def test_a_change_to_what_was_read_is_taken(api, etag):
    answer = api.patch(SERVICE, {"tier": 1}, headers={"If-Match": etag})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != etag


def test_a_change_to_what_somebody_changed_meanwhile_is_refused(api, etag):
    api.patch(SERVICE, {"tier": 1})

    answer = api.put(SERVICE, {"title": "Mine", "owner": "payments"}, headers={"If-Match": etag})

    assert answer.status_code == 412
    assert api.get(SERVICE).json()["title"] == "Charging"


def test_any_of_several_revisions_will_do(api, etag):
    assert api.patch(SERVICE, {"tier": 1}, headers={"If-Match": f'"1-0", {etag}'}).status_code == 200


def test_a_revision_of_what_was_never_registered_is_refused(api, team):
    body = {"title": "T", "owner": "payments"}

    assert api.put(SERVICE, body, headers={"If-Match": '"1-0"'}).status_code == 412


def test_what_the_client_has_is_not_sent_again(api, etag):
    assert api.get(SERVICE, headers={"If-None-Match": etag}).status_code == 304


def test_a_repetition_keeps_the_revision(api, service, etag):
    api.patch(SERVICE, {"title": "Charging"})

    assert api.get(SERVICE).headers["ETag"] == etag


def test_new_members_are_a_new_revision_of_the_team(admin_api, team, stranger):
    before = admin_api.get("/api/v1/teams/payments").headers["ETag"]

    admin_api.patch("/api/v1/teams/payments", {"members": [{"person": "stranger", "role": "lead"}]})

    assert admin_api.get("/api/v1/teams/payments").headers["ETag"] != before
