"""A provider whose new release the gate refuses, since it breaks the consumer that runs in production."""

from typing import Any

import pytest

from catalog.models import Release

PROMOTIONS = "/api/v1/promotions"


@pytest.fixture
def refused(world, contract, using) -> Release:
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", "b"))
    world.submit("provider", "1.1.0", contract("b"))
    for release in (
        world.release("provider", "1.0.0", provides=("1.0.0",)),
        world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0", "a"),)),
    ):
        world.promote(release)
        world.deploy(release)
    return world.release("provider", "1.1.0", provides=("1.1.0",))


@pytest.fixture
def ask_for(api_of, world) -> Any:
    """`ask_for(release)` posts a promotion to production as the owner would, and returns the answer's JSON."""

    def post(release: Release, **headers: str) -> Any:
        service = release.service.slug
        body = {"service": service, "release": release.version, "environment": "production"}
        answer = api_of(world.people[service]).post(PROMOTIONS, body, headers=headers)
        assert answer.status_code == 201
        return answer.json()

    return post
