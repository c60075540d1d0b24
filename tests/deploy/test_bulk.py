"""Many requests in one: each is made as if it came alone, and reported on by itself."""

import pytest

from catalog.models import Service, Team

BULK = "/api/v1/bulk"


@pytest.fixture
def admin(api_of, administrator):
    return api_of(administrator)


def team(slug):
    return {"path": f"/api/v1/teams/{slug}", "body": {"title": slug.capitalize()}}


def service(slug, owner):
    return {"path": f"/api/v1/services/{slug}", "body": {"title": slug.capitalize(), "owner": owner}}


def send(client, *requests):
    return client.post(BULK, {"requests": list(requests)})


def test_a_landscape_is_registered_in_one_call(admin):
    document = {"openapi": "3.1.0", "info": {"title": "Stock", "version": "1"}, "paths": {}}
    contract = "/api/v1/services/stock/contracts/stock-api"

    answer = send(
        admin,
        team("shop"),
        service("stock", "shop"),
        {"path": contract, "body": {"title": "Stock API"}},
        {
            "method": "POST",
            "path": f"{contract}/versions",
            "body": {"version": "1.0.0", "document": document},
        },
    ).json()

    assert answer["failed"] == 0
    assert [result["status"] for result in answer["results"]] == [201, 201, 201, 201]
    assert answer["results"][1]["body"]["owner"] == "shop"
    assert answer["results"][3]["body"]["review"]["state"] == "pending"


def test_what_is_refused_says_why_and_leaves_the_others(admin):
    answer = send(
        admin,
        team("shop"),
        service("stock", "nobody"),
        {"path": "/api/v1/nothing"},
        {"path": "/api/v1/services/stock", "body": {"colour": "blue"}},
        service("cart", "shop"),
    ).json()

    assert answer["failed"] == 3
    assert [result["status"] for result in answer["results"]] == [201, 422, 404, 422, 201]
    assert answer["results"][1]["body"]["errors"][0]["pointer"] == "/owner"
    assert list(Service.objects.values_list("slug", flat=True)) == ["cart"]


def test_everybody_may_do_what_they_may_do_alone(api_of, stranger, db):
    answer = send(api_of(stranger), team("shop")).json()

    assert answer["results"][0]["status"] == 403
    assert not Team.objects.exists()


def test_the_same_again_changes_nothing(admin):
    send(admin, team("shop"))

    assert [result["status"] for result in send(admin, team("shop")).json()["results"]] == [200]


def test_what_is_said_of_the_whole_is_not_said_of_each(admin):
    send(admin, team("shop"))
    headers = {"If-Match": '"another"', "Idempotency-Key": "once"}

    answer = admin.post(BULK, {"requests": [team("shop"), team("depot")]}, headers=headers).json()

    assert [result["status"] for result in answer["results"]] == [200, 201]


def test_an_address_is_read_as_it_is_in_a_request(admin):
    send(admin, team("shop"), service("stock", "shop"))

    answer = send(
        admin,
        {"path": "/api/v1/services/stock/releases/1.0.0%2Bfirst"},
        {"path": "/api/v1/services/st\u00f6ck-\u6f22"},
        {"path": "/api/v1/services/%ff"},
    ).json()

    assert [result["status"] for result in answer["results"]] == [201, 404, 404]
    assert answer["results"][0]["body"]["version"] == "1.0.0+first"


def test_what_comes_after_the_time_for_a_call_is_not_made(admin, monkeypatch):
    monkeypatch.setattr("deploy.rest.bulk.SECONDS", 0)

    answer = send(admin, team("shop"), team("depot")).json()

    assert [result["status"] for result in answer["results"]] == [503, 503]
    assert "send it again" in answer["results"][1]["body"]["detail"]
    assert not Team.objects.exists()


@pytest.mark.parametrize(
    ("requests", "pointer"),
    [
        ([], "/requests"),
        ([{"path": BULK}], "/requests/0/path"),
        ([{"path": "/sign-in"}], "/requests/0/path"),
        ([{"path": "/api/v1/teams/shop?x=1"}], "/requests/0/path"),
        ([{"path": "/api/v1/teams/shop", "method": "DELETE"}], "/requests/0/method"),
        ([{"path": "/api/v1/teams/shop", "body": []}], "/requests/0/body"),
        ([{"path": "/api/v1/teams/shop", "headers": {}}], "/requests/0/headers"),
        ([{"path": "/api/v1/teams/shop"}] * 501, "/requests"),
        ("all", "/requests"),
    ],
)
def test_what_is_no_list_of_requests_is_refused_whole(admin, requests, pointer):
    answer = admin.post(BULK, {"requests": requests})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not Team.objects.exists()


def test_nobody_who_is_not_signed_in_is_answered(client, db):
    assert client.post(BULK, {"requests": []}, content_type="application/json").status_code == 401


def test_a_part_that_fails_unexpectedly_is_told_as_such(admin, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("catalog.api.teams.put_team", broken)
    admin.raise_request_exception = False

    answer = send(admin, team("shop")).json()

    assert answer["results"][0]["status"] == 500
    assert answer["results"][0]["body"]["title"] == "Something went wrong here"
