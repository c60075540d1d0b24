"""What runs where is a history: the newest in a place is current, until it ends."""

import pytest

from catalog.actions.releases import ReleaseContent, put_release

DEPLOYMENTS = "/api/v1/deployments"


@pytest.fixture(autouse=True)
def releases(owner, service):
    for version in ("1.0.0", "1.1.0"):
        put_release(owner, service, version, ReleaseContent())


@pytest.fixture
def deploy(api, production):
    def record(release: str, **more: str):
        body = {"service": "charging", "release": release, "environment": "production", **more}
        return api.post(DEPLOYMENTS, body)

    return record


def test_a_deployment_ends_what_ran_in_that_place(api, deploy):
    deploy("1.0.0")
    deploy("1.1.0")

    everything = api.get(DEPLOYMENTS, {"service": "charging"}).json()["results"]
    current = api.get(DEPLOYMENTS, {"current": "true", "environment": "production"}).json()["results"]

    assert [(row["release"], row["ended_at"] is None) for row in everything] == [
        ("1.1.0", True),
        ("1.0.0", False),
    ]
    assert [row["release"] for row in current] == ["1.1.0"]


def test_two_instances_of_a_service_run_side_by_side(api, deploy):
    deploy("1.0.0", instance="blue")
    deploy("1.1.0", instance="green")

    assert len(api.get(DEPLOYMENTS, {"current": "true"}).json()["results"]) == 2


def test_the_same_again_is_found(deploy):
    assert deploy("1.0.0").status_code == 201
    assert deploy("1.0.0").status_code == 200


def test_an_undeployed_release_is_not_current_and_stays_in_the_history(api, deploy):
    number = deploy("1.0.0").json()["id"]

    assert api.delete(f"{DEPLOYMENTS}/{number}").status_code == 204
    assert api.delete(f"{DEPLOYMENTS}/{number}").status_code == 204

    assert api.get(DEPLOYMENTS, {"current": "true"}).json()["results"] == []
    assert api.get(f"{DEPLOYMENTS}/{number}").json()["ended_at"] is not None


@pytest.mark.parametrize("number", [0, 10**9, 10**30])
def test_a_deployment_that_is_none_is_not_found(api, number):
    assert api.get(f"{DEPLOYMENTS}/{number}").status_code == 404


@pytest.mark.parametrize("wrong", [{"release": "9.9.9"}, {"service": "nothing"}, {"environment": "nowhere"}])
def test_what_is_not_registered_cannot_be_deployed(api, production, wrong):
    body = {"service": "charging", "release": "1.0.0", "environment": "production"}

    assert api.post(DEPLOYMENTS, body | wrong).status_code == 404
