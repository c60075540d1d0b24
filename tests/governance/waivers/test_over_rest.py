"""Waivers over REST: asked for, decided, listed."""

import pytest

WAIVERS = "/api/v1/waivers"


@pytest.fixture
def body(finding, in_a_week):
    return {
        "service": "provider",
        "finding": finding.fingerprint,
        "reason": "The consumer moves this week.",
        "expires_at": in_a_week.isoformat(),
    }


@pytest.fixture
def asked(api_of, broken, body):
    response = api_of(broken.people["provider"]).post(WAIVERS, body)
    assert response.status_code == 201
    return response.json()


def test_a_request_tells_what_it_is_about(asked, finding):
    assert asked["state"] == "pending"
    assert asked["subject"] == finding.message
    assert asked["operations"] == finding.operations
    assert asked["history"] == []


def test_it_is_approved_by_another(asked, api_of, governor):
    response = api_of(governor).post(f"{WAIVERS}/{asked['id']}/approve", {"note": "Agreed."})
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["decided_by"]) == ("approved", "governor")


def test_it_is_denied(asked, api_of, governor):
    api_of(governor).post(f"{WAIVERS}/{asked['id']}/deny", {})
    assert api_of(governor).get(f"{WAIVERS}/{asked['id']}").json()["state"] == "denied"


def test_a_stranger_neither_asks_nor_decides(asked, body, api_of, stranger):
    assert api_of(stranger).post(WAIVERS, body).status_code == 403
    assert api_of(stranger).post(f"{WAIVERS}/{asked['id']}/approve", {}).status_code == 403


def test_the_list_is_filtered_by_state(asked, api_of, stranger):
    names = {"pending": 1, "approved": 0, "expired": 0}
    found = {
        state: len(api_of(stranger).get(f"{WAIVERS}?state={state}").json()["results"]) for state in names
    }
    assert found == names


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "soon"}, "/expires_at"),
        ({"finding": "0" * 32}, "/finding"),
        ({"policy": "owner-on-call"}, "/policy"),
        ({"reason": ""}, "/reason"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_bad_input_is_pointed_at(broken, body, api_of, changes, pointer):
    response = api_of(broken.people["provider"]).post(WAIVERS, body | changes)
    assert response.status_code in {400, 422}
    assert pointer in {error["pointer"] for error in response.json()["errors"]}


def test_one_that_is_not_there_is_said(api_of, governor):
    assert api_of(governor).post(f"{WAIVERS}/999/approve", {}).status_code == 404
