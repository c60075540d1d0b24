"""A provider with a version that ends, and two consumers that run on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.reviews import run_review
from governance.models import Deprecation, Review

LIST = "/api/v1/deprecations"


def day(offset: int) -> str:
    return (timezone.now().date() + timedelta(days=offset)).isoformat()


@pytest.fixture
def scene(world, contract, using):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", operations=("reports", "totals")))
    world.submit("provider", "1.1.0", contract("a", operations=("reports", "totals")))
    for name in ("first", "second"):
        world.service(name)
        world.deploy(world.release(name, "1.0.0", consumes=(using("provider", "1.0.0"),)))
    return world


@pytest.fixture
def move(scene, using):
    """`move("first")` releases it against the successor; `deploy=True` also runs that."""

    def make(name, *, deploy=True):
        release = scene.release(name, "2.0.0", consumes=(using("provider", "1.1.0"),))
        if deploy:
            scene.deploy(release)

    return make


@pytest.fixture
def api(scene, api_of):
    """`api("provider")` is the API as the owner of that service."""

    def client(name):
        return api_of(scene.people[name])

    return client


@pytest.fixture
def announce(api):
    """Announce the end of version 1.0.0, or of what is named instead, by default in 60 days."""

    def post(**said):
        body = {"service": "provider", "contract": "api", "version": "1.0.0"} | {"sunset_at": day(60)} | said
        return api("provider").post(LIST, {name: value for name, value in body.items() if value != ""})

    return post


@pytest.fixture
def announced(announce):
    answer = announce(successor="1.1.0")
    assert answer.status_code == 201, answer.content
    return answer.json()


@pytest.fixture
def address(announced):
    return f"{LIST}/{announced['id']}"


@pytest.fixture
def stored(announced):
    return Deprecation.objects.get(pk=announced["id"])


@pytest.fixture
def review_all(db):
    def run():
        for review in Review.objects.filter(state="pending"):
            run_review(review.pk)

    return run
