"""One PUT registers a release with all that it provides and consumes; it never changes."""

import pytest

from catalog.actions.services import put_contract, put_service

RELEASE = "/api/v1/services/checkout/releases/1.0.0"
CHARGES = {"service": "charging", "contract": "charges", "version": "^1.0"}


@pytest.fixture(autouse=True)
def checkout(owner, team):
    """A service that consumes the charges contract."""
    return put_service(owner, "checkout", {"title": "Checkout", "owner": team})[0]


def test_a_release_says_what_it_provides(api, recorded):
    recorded("1.0.0")
    body = {"commit": "abc", "provides": [{"contract": "charges", "version": "1.0.0"}]}

    answer = api.put("/api/v1/services/charging/releases/1.0.0", body)

    assert answer.status_code == 201
    assert answer.json()["provides"] == [{"service": "charging", "contract": "charges", "version": "1.0.0"}]


def test_what_was_built_against_is_the_highest_in_the_range_where_it_is_not_said(api, recorded):
    for version in ("1.0.0", "1.2.0", "2.0.0"):
        recorded(version)

    (consumed,) = api.put(RELEASE, {"consumes": [CHARGES]}).json()["consumes"]

    assert (consumed["resolved"], consumed["judged_from"], consumed["built_against"]) == (True, "1.2.0", "")


def test_a_consumed_operation_joins_whatever_its_parameters_are_called(api, recorded):
    recorded("1.0.0")

    answer = api.put(RELEASE, {"consumes": [CHARGES | {"operations": ["get /v1/charges/{charge_id}"]}]})

    assert answer.json()["consumes"][0]["operations"] == ["GET /v1/charges/{}"]


def test_a_provider_that_is_not_registered_is_unresolved_until_it_is(api, recorded, contract):
    api.put(RELEASE, {"consumes": [CHARGES | {"built_against": "1.0.0"}]})
    before = api.get(RELEASE).json()["consumes"][0]

    recorded("1.0.0")

    assert before["judged_from"] is None
    assert api.get(RELEASE).json()["consumes"][0]["judged_from"] == "1.0.0"


def test_a_providers_service_may_come_later(api, owner, team):
    answer = api.put(RELEASE, {"consumes": [CHARGES]})

    assert answer.status_code == 201
    assert answer.json()["consumes"][0]["resolved"] is False


def test_the_same_again_in_another_order_changes_nothing(api, recorded, owner, service):
    recorded("1.0.0")
    put_contract(owner, service, "refunds", {"title": "Refunds"})
    consumed = [CHARGES, CHARGES | {"contract": "refunds"}]
    api.put(RELEASE, {"consumes": consumed})

    assert api.put(RELEASE, {"consumes": consumed[::-1]}).status_code == 200


def test_what_was_read_can_be_sent_again(api, recorded):
    recorded("1.0.0")
    read = api.put(RELEASE, {"commit": "abc", "consumes": [CHARGES]}).json()

    assert api.put(RELEASE, read).status_code == 200


def test_other_content_is_a_conflict_that_says_what_differs(api):
    api.put(RELEASE, {"commit": "abc"})

    answer = api.put(RELEASE, {"commit": "def"})

    assert answer.status_code == 409
    assert answer.json()["differences"] == {"commit": {"recorded": "abc", "sent": "def"}}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"provides": [{"contract": "charges", "version": "9.9.9"}]}, "/provides/0"),
        ({"provides": [{"contract": "charges", "version": 1.0}]}, "/provides/0/version"),
        ({"provides": {"contract": "charges"}}, "/provides"),
        ({"consumes": [CHARGES | {"version": "one or two"}]}, "/consumes/0/version"),
        ({"consumes": [CHARGES | {"operations": ["fetch it"]}]}, "/consumes/0/operations/0"),
        ({"consumes": [CHARGES | {"operations": ["GET /v1/charge/{id}"]}]}, "/consumes/0/operations/0"),
        ({"consumes": [CHARGES | {"operation": []}]}, "/consumes/0/operation"),
        ({"consumes": [CHARGES | {"service": "No Slug"}]}, "/consumes/0/service"),
        ({"consumes": [CHARGES, CHARGES]}, "/consumes"),
        ({"commit": "c" * 65}, "/commit"),
        ({"version": "2.0.0"}, "/version"),
    ],
)
def test_what_cannot_be_true_is_refused_with_its_place(api, recorded, body, pointer):
    recorded("1.0.0")

    answer = api.put(RELEASE, body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert api.get(RELEASE).status_code == 404


def test_an_operation_that_was_misspelt_is_answered_with_the_nearest(api, recorded):
    recorded("1.0.0")

    answer = api.put(RELEASE, {"consumes": [CHARGES | {"operations": ["GET /v1/charge/{id}"]}]})

    assert "Did you mean GET /v1/charges/{id}?" in answer.json()["detail"]


def test_releases_are_listed_the_highest_first(api):
    for version in ("1.9.0", "1.10.0", "nightly"):
        api.put(f"/api/v1/services/checkout/releases/{version}", {})

    page = api.get("/api/v1/services/checkout/releases").json()

    assert [row["version"] for row in page["results"]] == ["1.10.0", "1.9.0", "nightly"]


def test_a_version_that_is_none_is_refused(api):
    assert api.put("/api/v1/services/checkout/releases/-%20-", {}).status_code == 422
