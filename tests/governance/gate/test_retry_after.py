"""An answer that becomes known by itself says when to ask again."""

import pytest


@pytest.fixture
def unreviewed(world, contract):
    world.service("provider")
    world.submit_only("provider", "1.0.0", contract("a"))
    return world.release("provider", "1.0.0", provides=("1.0.0",))


@pytest.fixture
def api(api_of, world):
    def client(service):
        return api_of(world.people[service])

    return client


def body(release):
    return {"service": release.service.slug, "release": release.version, "environment": "production"}


def test_a_promotion_while_its_review_runs(api, unreviewed):
    answer = api("provider").post("/api/v1/promotions", body(unreviewed))
    assert (answer.status_code, answer.json()["decision"]) == (201, "unknown")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_repeated_one_too(api, unreviewed):
    for _ in range(2):
        key = {"Idempotency-Key": "once"}
        answer = api("provider").post("/api/v1/promotions", body(unreviewed), headers=key)
        assert answer.headers["Retry-After"]


def test_asking_while_the_review_runs(api, unreviewed):
    query = "&".join(f"{name}={value}" for name, value in body(unreviewed).items())
    assert api("provider").get(f"/api/v1/can-i-promote?{query}").headers["Retry-After"]


def test_what_somebody_has_to_clear_is_not_waited_for(api, world, using):
    world.service("consumer")
    release = world.release("consumer", "1.0.0", consumes=(using("nobody", "1.0.0"),))
    answer = api("consumer").post("/api/v1/promotions", body(release))
    assert answer.json()["decision"] == "unknown"
    assert "Retry-After" not in answer.headers
