"""Who is signed in reads; members of the owning team write; a stranger is refused."""

import pytest
from django.test import Client

from catalog.actions.teams import put_team

SERVICE = "/api/v1/services/charging"
WRITES = [
    ("PUT", SERVICE, {"title": "Mine", "owner": "payments"}),
    ("PATCH", SERVICE, {"tier": 1}),
    ("PUT", f"{SERVICE}/contracts/refunds", {"title": "Refunds"}),
    ("PUT", f"{SERVICE}/releases/1.0.0", {}),
    (
        "POST",
        f"{SERVICE}/contracts/charges/versions",
        {"version": "9.0.0", "document": "openapi: 3.0.3\npaths: {}"},
    ),
]


def call(api, method: str, address: str, body: object) -> int:
    return getattr(api, method.lower())(address, body).status_code


@pytest.mark.parametrize("role", ["owner", "teammate", "citizen_developer", "administrator"])
@pytest.mark.parametrize("write", WRITES)
def test_members_of_the_owner_and_administrators_write(request, api_of, contract, role, write):
    assert call(api_of(request.getfixturevalue(role)), *write) in {200, 201}


@pytest.mark.parametrize("role", ["stranger", "auditor", "governor"])
@pytest.mark.parametrize("write", WRITES)
def test_others_read_and_do_not_write(request, api_of, contract, role, write):
    api = api_of(request.getfixturevalue(role))

    assert call(api, *write) == 403
    assert api.get(SERVICE).status_code == 200


@pytest.mark.parametrize(("method", "address", "body"), [("GET", SERVICE, None), *WRITES])
def test_who_is_not_signed_in_is_asked_to(nobody, contract, method, address, body):
    answer = nobody.generic(method, address, "{}", "application/json")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("bearer", ["x", "portolan_unknown", "", "é"])
def test_a_token_that_is_none_is_refused(nobody, bearer):
    assert nobody.get("/api/v1/teams", HTTP_AUTHORIZATION=f"Bearer {bearer}").status_code == 401


def test_a_service_is_registered_for_a_team_of_ones_own(api_of, stranger, team):
    answer = api_of(stranger).put("/api/v1/services/new", {"title": "New", "owner": "payments"})

    assert answer.status_code == 403
    assert "payments" in answer.json()["detail"]


def test_a_service_that_was_given_away_is_the_new_owners(api, api_of, administrator, service, stranger):
    put_team(administrator, "risk", {"title": "Risk"}, {stranger: "member"})

    api.patch(SERVICE, {"owner": "risk"})

    assert api.patch(SERVICE, {"tier": 1}).status_code == 403
    assert api_of(stranger).patch(SERVICE, {"tier": 1}).status_code == 200


def test_who_has_left_the_team_writes_no_more(admin_api, api_of, service, teammate, team):
    admin_api.patch("/api/v1/teams/payments", {"members": [{"person": "owner", "role": "lead"}]})

    assert api_of(teammate).patch(SERVICE, {"tier": 1}).status_code == 403


def test_somebody_who_is_not_active_can_do_nothing(admin_api, api, service):
    admin_api.patch("/api/v1/people/owner", {"active": False})

    assert api.get(SERVICE).status_code == 401


@pytest.mark.parametrize(("role", "status"), [("owner", 200), ("teammate", 403), ("stranger", 403)])
def test_a_team_is_changed_by_its_leads(request, api_of, team, role, status):
    change = {"contacts": {"chat": "#pay"}}

    assert api_of(request.getfixturevalue(role)).patch("/api/v1/teams/payments", change).status_code == status


@pytest.mark.parametrize(("role", "status"), [("governor", 201), ("administrator", 201), ("owner", 403)])
@pytest.mark.parametrize("kind", ["domains", "systems", "environments"])
def test_the_landscape_is_the_governors_to_write(request, api_of, role, status, kind):
    assert (
        api_of(request.getfixturevalue(role)).put(f"/api/v1/{kind}/one", {"title": "One"}).status_code
        == status
    )


@pytest.mark.parametrize(
    ("role", "status"), [("auditor", 200), ("governor", 200), ("administrator", 200), ("owner", 403)]
)
def test_the_audit_log_is_read_by_auditors_and_governors(request, api_of, service, role, status):
    answer = api_of(request.getfixturevalue(role)).get("/api/v1/audit", {"stream": "service:charging"})

    assert answer.status_code == status
    if status == 200:
        assert [event["action"] for event in answer.json()["results"]] == ["registered"]


def test_a_session_without_its_csrf_token_changes_nothing(owner, service):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")

    assert browser.get(SERVICE).status_code == 200
    assert browser.generic("PATCH", SERVICE, '{"tier": 1}', "application/json").status_code == 403
