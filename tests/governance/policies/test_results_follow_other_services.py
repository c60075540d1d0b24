"""What policies find of a service follows what others do: whoever provides its contracts, or closes a circle."""

import pytest

from catalog.actions.releases import Provided, ReleaseContent
from governance.actions.releases import put_release
from governance.models import PolicyResult


@pytest.fixture
def states():
    """The stored states of a policy, by service."""
    return lambda policy: dict(
        PolicyResult.objects.filter(policy__slug=policy).values_list("service__slug", "state")
    )


@pytest.fixture
def chain(world, contract, using):
    """Services of which each uses the next; `release(last, of=first)` closes the circle."""
    for name in "abcdef":
        world.service(name)
        world.submit(name, "1.0.0", contract("x"))

    def release(name, version, of=None):
        world.release(name, version, consumes=(using(of, "1.0.0"),) if of else ())

    for name, following in zip("abcde", "bcdef", strict=True):
        release(name, "1.0.0", of=following)
    return release


def test_a_circle_concerns_everybody_in_it_when_it_closes_and_when_it_opens(chain, policy, settle, states):
    policy("acyclic", "dependencies.all(d, !d.cyclic)")
    settle()
    assert [states("acyclic")[name] for name in "abcde"] == ["pass"] * 5
    chain("f", "1.0.0", of="a")
    settle()
    assert set(states("acyclic").values()) == {"fail"}
    chain("f", "1.1.0")
    settle()
    assert set(states("acyclic").values()) == {"pass"}


def test_whoever_deploys_a_shared_contract_concerns_its_owner(world, contract, policy, settle, states):
    policy(
        "deployed", "contracts.all(c, c.versions.all(v, v.in_production))", scope="service.slug == 'topics'"
    )
    world.service("topics")
    producer = world.service("producer")
    world.submit("topics", "1.0.0", contract("a"))
    shared = ReleaseContent(provides=[Provided("api", "1.0.0", service="topics")])
    release, _ = put_release(world.people["producer"], producer, "1.0.0", shared)
    settle()
    assert states("deployed")["topics"] == "fail"
    world.deploy(release)
    settle()
    assert states("deployed")["topics"] == "pass"
