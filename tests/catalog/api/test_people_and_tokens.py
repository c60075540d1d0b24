"""People are registered by administrators; a token is shown once, expires, and can be revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Person

ADA = "/api/v1/people/ada"
TOKENS = "/api/v1/people/owner/tokens"


def test_an_administrator_registers_a_person_who_can_sign_in(admin_api):
    body = {"name": "Ada", "email": "ada@example.com", "roles": ["governance"], "password": "a long password"}

    answer = admin_api.put(ADA, body)

    assert answer.status_code == 201
    assert "password" not in answer.json()
    assert Person.objects.get(username="ada").check_password("a long password")


def test_a_put_without_a_password_keeps_it(admin_api):
    admin_api.put(ADA, {"name": "Ada", "password": "a long password"})

    assert admin_api.put(ADA, {"name": "Ada Lovelace"}).status_code == 200
    assert Person.objects.get(username="ada").check_password("a long password")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": "Ada", "roles": ["god"]}, "/roles/0"),
        ({"name": "Ada", "email": "ada"}, "/email"),
        ({"name": "Ada", "password": "short"}, "/password"),
        ({"name": "Ada", "is_superuser": True}, "/is_superuser"),
        ({"name": "Ada", "username": "bob"}, "/username"),
    ],
)
def test_a_person_who_cannot_be_registered_is_refused(admin_api, body, pointer):
    answer = admin_api.put(ADA, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_person_reads_themselves_and_nobody_else(api):
    assert api.get("/api/v1/people/owner").json()["username"] == "owner"
    assert api.get("/api/v1/people/teammate").status_code == 403
    assert api.get("/api/v1/people").status_code == 403


def test_nobody_gives_themselves_a_role(api):
    assert api.patch("/api/v1/people/owner", {"roles": ["administrator"]}).status_code == 403


def test_a_token_is_shown_once_and_acts_as_its_person(api, nobody):
    issued = api.post(TOKENS, {"name": "pipeline"}).json()
    bearer = {"Authorization": f"Bearer {issued['secret']}"}

    assert nobody.get("/api/v1/people/owner", headers=bearer).status_code == 200
    assert all("secret" not in row for row in api.get(TOKENS).json()["results"])


def test_a_revoked_token_is_refused(api, nobody):
    issued = api.post(TOKENS, {"name": "pipeline"}).json()

    assert api.delete(f"{TOKENS}/{issued['id']}").status_code == 204

    bearer = {"Authorization": f"Bearer {issued['secret']}"}
    assert nobody.get("/api/v1/teams", headers=bearer).status_code == 401


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_token_expires_in_the_future_and_within_a_year(api, days):
    moment = timezone.now() + timedelta(days=days)

    assert api.post(TOKENS, {"name": "pipeline", "expires_at": moment.isoformat()}).status_code == 422


def test_nobody_makes_or_revokes_the_tokens_of_others(api, api_of, teammate):
    token = api.post(TOKENS, {"name": "pipeline"}).json()["id"]
    other = api_of(teammate)

    assert other.post(TOKENS, {"name": "mine"}).status_code == 403
    assert other.get(TOKENS).status_code == 403
    assert other.delete(f"{TOKENS}/{token}").status_code == 403


def test_a_token_of_another_address_is_not_found(api, admin_api):
    token = api.post(TOKENS, {"name": "pipeline"}).json()["id"]

    assert admin_api.delete(f"/api/v1/people/administrator/tokens/{token}").status_code == 404


def test_a_token_that_may_only_read_changes_nothing(api, nobody):
    issued = api.post(TOKENS, {"name": "dashboard", "scope": "read"}).json()
    bearer = {"Authorization": f"Bearer {issued['secret']}"}

    refused = nobody.post(TOKENS, {"name": "another"}, headers=bearer)

    assert issued["scope"] == "read"
    assert nobody.get(TOKENS, headers=bearer).status_code == 200
    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "This token may only read. Make one whose scope is write.",
    )


def test_a_token_that_may_only_read_compares_documents(api, nobody):
    issued = api.post(TOKENS, {"name": "dashboard", "scope": "read"}).json()
    document = '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'

    answer = nobody.post(
        "/api/v1/comparisons",
        {"previous": document, "current": document},
        headers={"Authorization": f"Bearer {issued['secret']}"},
    )

    assert answer.status_code == 200


def test_a_token_has_a_known_scope_and_may_write_where_none_is_named(api):
    assert api.post(TOKENS, {"name": "pipeline"}).json()["scope"] == "write"
    assert api.post(TOKENS, {"name": "pipeline", "scope": "all"}).status_code == 422
