"""What is used is not retired: the refusal says who holds it, and where."""

import pytest

from tests.governance.deprecations.conftest import day

SERVICE = "/api/v1/services/provider"


@pytest.fixture
def ended(announce):
    return f"/api/v1/deprecations/{announce(sunset_at=day(-1), deprecated_at=day(-90)).json()['id']}"


def test_a_deployed_consumer_blocks_it(api, ended):
    answer = api("provider").post(f"{ended}/retire")

    assert answer.status_code == 409
    assert answer.json()["consumers"][0] == {
        "service": "first",
        "owner": "first-team",
        "release": "1.0.0",
        "environments": ["production"],
    }
    assert "second 1.0.0 in production" in answer.json()["detail"]
    assert api("provider").get(ended).json()["state"] == "sunset"


def test_when_the_last_has_moved_it_is_retired(api, ended, move):
    move("first")
    assert api("provider").post(f"{ended}/retire").status_code == 409
    move("second")

    assert api("provider").post(f"{ended}/retire").json()["state"] == "retired"
    assert api("provider").post(f"{ended}/retire").status_code == 200


def test_before_its_sunset_who_does_not_run_counts_as_well(scene, api, address, move, using):
    move("first")
    move("second")
    scene.service("third")
    scene.release("third", "1.0.0", consumes=(using("provider", "1.0.0"),))

    assert "third 1.0.0, not deployed" in api("provider").post(f"{address}/retire").json()["detail"]


def test_with_everybody_moved_it_may_go_before_its_day_which_is_then_its_last(api, address, move):
    move("first")
    move("second")

    retired = api("provider").post(f"{address}/retire").json()

    assert (retired["state"], retired["sunset_at"]) == ("retired", day(0))


def test_what_is_retired_or_cancelled_changes_no_more(api, ended, address_of_cancelled, move):
    move("first")
    move("second")
    api("provider").post(f"{ended}/retire")

    for address in (ended, address_of_cancelled):
        assert api("provider").patch(address, {"sunset_at": day(90)}).status_code == 409
    assert api("provider").post(f"{ended}/cancel").status_code == 409
    assert (
        api("provider").patch(f"{SERVICE}/contracts/api/versions/1.0.0", {"sunset_at": day(9)}).status_code
        == 409
    )


@pytest.fixture
def address_of_cancelled(api, announce):
    number = announce(version="1.1.0").json()["id"]
    api("provider").post(f"/api/v1/deprecations/{number}/cancel")
    return f"/api/v1/deprecations/{number}"


def test_a_service_in_use_is_retired_through_its_deprecation_alone(api, announce, scene):
    refused = api("provider").patch(SERVICE, {"lifecycle": "retired"})
    assert refused.status_code == 409
    assert refused.json()["consumers"] == ["first", "second"]

    number = announce(contract="", version="", sunset_at=day(-1)).json()["id"]
    address = f"/api/v1/deprecations/{number}/retire"
    assert api("provider").post(address).status_code == 409
    for name in ("first", "second"):
        scene.deploy(scene.release(name, "2.0.0"))

    assert api("provider").post(address).json()["state"] == "retired"
    assert api("provider").get(SERVICE).json()["lifecycle"] == "retired"


def test_a_service_that_nobody_uses_is_retired_as_it_is(api, announce, scene):
    number = announce(contract="", version="").json()["id"]
    for name in ("first", "second"):
        scene.deploy(scene.release(name, "2.0.0"))

    assert api("provider").patch(SERVICE, {"lifecycle": "retired"}).status_code == 200
    assert api("provider").get(f"/api/v1/deprecations/{number}").json()["state"] == "retired"


def test_a_stranger_learns_nothing_by_trying(api_of, stranger, scene):
    assert api_of(stranger).patch(SERVICE, {"lifecycle": "retired"}).status_code == 403
