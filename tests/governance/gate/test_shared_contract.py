"""A contract with several producers is withdrawn by the last of them only."""

import pytest

from catalog.actions.releases import Provided, ReleaseContent, put_release
from catalog.models import Service


def producer(world, name, version, provides):
    service = Service.objects.get(slug=name)
    content = ReleaseContent(provides=[Provided("api", number, "topic") for number in provides])
    return put_release(world.people[name], service, version, content)[0]


@pytest.fixture
def shared(world, contract, using):
    """A topic, two who produce it in production, and a consumer there."""
    for name in ("topic", "one", "two", "consumer"):
        world.service(name)
    world.submit("topic", "1.0.0", contract("a"))
    world.submit("topic", "1.1.0", contract("b"))
    for name in ("one", "two"):
        world.deploy(producer(world, name, "1.0.0", ["1.0.0"]))
    world.deploy(world.release("consumer", "1.0.0", consumes=(using("topic", "1.0.0"),)))
    return world


def decision(world, release):
    promotion = world.promote(release)
    return promotion.decision, [r["code"] for r in promotion.reasons if r["effect"] == "deny"]


def test_one_that_no_longer_produces_it_takes_nothing_away(shared):
    assert decision(shared, producer(shared, "one", "2.0.0", []))[0] == "allow"


def test_the_last_that_no_longer_produces_it_withdraws_it(shared):
    shared.deploy(producer(shared, "one", "2.0.0", []))
    assert decision(shared, producer(shared, "two", "2.0.0", [])) == ("deny", ["contract-withdrawn"])


def test_both_cannot_stop_within_one_allow(shared):
    first, second = (producer(shared, name, "2.0.0", []) for name in ("one", "two"))
    assert shared.promote(first).decision == "allow"
    assert decision(shared, second)[0] == "deny"


def test_each_that_produces_it_must_fit(shared):
    assert decision(shared, producer(shared, "one", "2.0.0", ["1.1.0"])) == ("deny", ["consumer-breaks"])
