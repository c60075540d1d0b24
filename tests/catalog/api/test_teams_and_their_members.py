"""A team has contacts, and members with roles."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

TEAM = "/api/v1/teams/payments"


def members(api) -> dict[str, str]:
    return {member["person"]: member["role"] for member in api.get(TEAM).json()["members"]}


def test_a_team_is_registered_with_its_members(admin_api, owner):
    body = {"title": "Risk", "kind": "fusion", "members": [{"person": "owner", "role": "citizen-developer"}]}

    answer = admin_api.put("/api/v1/teams/risk", body)

    assert answer.status_code == 201
    assert answer.json()["members"] == [{"person": "owner", "role": "citizen-developer"}]


def test_a_patch_of_one_contact_leaves_the_others(api):
    api.patch(TEAM, {"contacts": {"email": "pay@example.com", "chat": "#pay"}})

    contacts = api.patch(TEAM, {"contacts": {"chat": "#payments"}}).json()["contacts"]

    assert contacts == {"email": "pay@example.com", "chat": "#payments", "on_call": ""}


def test_a_put_without_contacts_takes_them_away(api):
    api.patch(TEAM, {"contacts": {"chat": "#pay"}})

    assert api.put(TEAM, {"title": "Payments"}).json()["contacts"]["chat"] == ""


def test_a_put_that_does_not_speak_of_members_keeps_them(api):
    before = members(api)

    api.put(TEAM, {"title": "Payments"})

    assert members(api) == before


def test_members_that_are_given_replace_those_there_were(api, stranger):
    body = {"members": [{"person": "owner", "role": "lead"}, {"person": "stranger", "role": "member"}]}

    api.patch(TEAM, body, format="json")

    assert members(api) == {"owner": "lead", "stranger": "member"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"members": [{"person": "nobody", "role": "lead"}]}, "/members/0/person"),
        ({"members": [{"person": "owner"}, {"person": "nobody"}]}, "/members/1/person"),
        ({"members": [{"person": 5}]}, "/members/0/person"),
        ({"members": [{"person": " owner"}]}, "/members/0/person"),
        ({"members": [{"person": f"person-{number}"} for number in range(501)]}, "/members"),
        ({"members": [{"person": "owner", "role": "king"}]}, "/members/0/role"),
        ({"members": [{"person": "owner", "role": "lead"}] * 2}, "/members"),
        ({"contacts": {"email": "pay"}}, "/contacts/email"),
        ({"contacts": {"phone": "1"}}, "/contacts/phone"),
        ({"kind": "gang"}, "/kind"),
    ],
)
def test_what_a_team_cannot_have_is_refused(api, body, pointer):
    answer = api.patch(TEAM, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_people_are_looked_up_together(api, owner):
    def queries(people: int) -> int:
        names = [{"person": f"person-{number}"} for number in range(people)]
        with CaptureQueriesContext(connection) as captured:
            assert api.patch(TEAM, {"members": names}).status_code == 422
        return len(captured)

    assert queries(400) == queries(1)
