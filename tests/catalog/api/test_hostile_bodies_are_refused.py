"""A body that cannot be taken is answered with a problem that says where it is wrong, and leaves nothing behind."""

import json

import pytest

from catalog.models import AuditEvent, Service

SERVICE = "/api/v1/services/charging"


def deep(levels: int) -> str:
    return '{"labels":' * levels + "1" + "}" * levels


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 422),
        ("{", 400),
        ("no json", 400),
        (b"\xff\xfe", 400),
        ('{"title": NaN}', 400),
        ('{"tier": ' + "9" * 5000 + "}", 400),
        ("[]", 422),
        ("null", 422),
        ('"text"', 422),
        (deep(600), 422),
        (deep(50_000), 422),
        ('{"title": "a\\u0000b", "owner": "payments"}', 422),
        ('{"title": "\\ud800", "owner": "payments"}', 422),
        ('{"\\u0000": 1}', 422),
        ('{"title": 5, "owner": "payments"}', 422),
        ('{"title": null, "owner": "payments"}', 422),
        ('{"title": "T", "owner": ["payments"]}', 422),
        ('{"title": "T", "owner": {}}', 422),
        ('{"title": "T", "owner": "payments", "tier": 9}', 422),
        ('{"title": "T", "owner": "payments", "tier": "1"}', 422),
        ('{"title": "T", "owner": "payments", "tier": 1.5}', 422),
        ('{"title": "T", "owner": "payments", "tier": true}', 422),
        ('{"title": "T", "owner": "payments", "tier": 123456789012345678901234567890}', 422),
        ('{"title": "T", "owner": "payments", "kind": []}', 422),
        ('{"title": "T", "owner": "payments", "labels": {"": "x"}}', 422),
        ('{"title": "T", "owner": "payments", "labels": {"a": 1}}', 422),
        ('{"title": "T", "owner": "payments", "links": [{"title": "x", "url": "javascript:alert(1)"}]}', 422),
        ('{"title": "T", "owner": "payments", "ownr": "x"}', 422),
        (json.dumps({"title": "T" * 201, "owner": "payments"}), 422),
        (json.dumps({"title": "T", "owner": "payments", "purpose": "x" * 3_000_000}), 413),
    ],
)
def test_a_body_that_cannot_be_taken_leaves_nothing_behind(api, body, status):
    before = AuditEvent.objects.count()

    answer = api.generic("PUT", SERVICE, body)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Service.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_json_mistake_is_shown_with_its_line_and_column(api):
    error = api.generic("PUT", SERVICE, '{\n  "title": oops\n}').json()["errors"][0]

    assert (error["line"], error["column"]) == (2, 12)


def test_a_misspelt_member_is_named_with_what_there_is(api, team):
    answer = api.put(SERVICE, {"title": "T", "owner": "payments", "ownr": "payments"})

    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/ownr"
    assert "owner" in error["detail"]


def test_all_that_is_wrong_is_told_at_once(api, team):
    body = {
        "slug": "another",
        "title": 5,
        "owner": "nobody",
        "tier": 9,
        "links": [{"urll": "x"}],
        "ownr": "payments",
    }

    pointers = {error["pointer"] for error in api.put(SERVICE, body).json()["errors"]}

    assert pointers == {
        "/slug",
        "/title",
        "/owner",
        "/tier",
        "/links/0/title",
        "/links/0/url",
        "/links/0/urll",
        "/ownr",
    }


def test_a_nul_character_is_shown_where_it_is(api, team):
    body = {"title": "T", "owner": "payments", "links": [{"title": "a\0b", "url": "https://example.com"}]}

    answer = api.put(SERVICE, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/links/0/title"


def test_another_media_type_is_refused(api):
    assert api.generic("PUT", SERVICE, "title: T", "application/yaml").status_code == 415


def test_another_method_is_refused(api, service):
    assert api.delete(SERVICE).status_code == 405


def test_a_write_to_an_address_that_nothing_lives_at_is_not_found(api):
    api.handler.enforce_csrf_checks = True

    assert api.generic("PUT", f"{SERVICE}/", "{}").status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/nothing", "/api/v1/services/a%00b"])
def test_an_address_that_nothing_lives_at_is_a_problem_document(api, address):
    answer = api.get(address)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
