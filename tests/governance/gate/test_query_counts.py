"""What a decision costs depends neither on how many consumers there are nor on the landscape around them."""

import pytest
from django.db import connection

from governance.actions.policies import put_policy
from governance.actions.promotions import ask


class Costs:
    """Counts statements, and the rows that they return."""

    def __init__(self):
        self.queries = self.rows = 0

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.queries += 1
        self.rows += max(context["cursor"].rowcount, 0)
        return result


def costs_of_a_decision(world, service="provider", version="1.1.0"):
    costs = Costs()
    with connection.execute_wrapper(costs):
        facts, _ = ask(service, version, world.environments["production"])
    return costs, len(facts.consumers)


def add_consumers(world, using, numbers):
    for number in numbers:
        name = f"consumer-{number}"
        world.service(name)
        world.deploy(world.release(name, "1.0.0", consumes=(using("provider", "1.0.0"),)))


@pytest.fixture
def provider(world, contract, using):
    """Runs in production with one consumer, and would be replaced."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.release("provider", "1.1.0", provides=("1.1.0",))
    add_consumers(world, using, [1])
    costs_of_a_decision(world)  # the first one compares, for ever
    return world


def test_the_number_of_queries_is_the_same_for_one_consumer_and_for_twenty(provider, using):
    one = costs_of_a_decision(provider)
    add_consumers(provider, using, range(2, 21))
    twenty = costs_of_a_decision(provider)
    assert (one[1], twenty[1]) == (1, 20)
    assert one[0].queries == twenty[0].queries <= 14


@pytest.mark.parametrize("rule", ["", "true"])
@pytest.mark.parametrize("asked", [("provider", "1.1.0"), ("consumer-1", "1.0.0")])
def test_the_landscape_around_adds_neither_queries_nor_rows(provider, contract, using, asked, rule):
    if rule:  # so that the facts document is made, too
        put_policy(
            provider.admin, "any", {"title": "Any", "rule": rule, "enforcement": {"production": "enforce"}}
        )
    costs_of_a_decision(provider, *asked)
    alone = costs_of_a_decision(provider, *asked)[0]
    for number in range(10):
        name, client = f"other-{number}", f"client-{number}"
        provider.service(name)
        provider.service(client)
        provider.submit(name, "1.0.0", contract("a"))
        running = provider.release(name, "1.0.0", provides=("1.0.0",))
        for place in ("staging", "production"):
            provider.promote(running, place)
            provider.deploy(running, place)
        provider.promote(provider.release(client, "1.0.0", consumes=(using(name, "1.0.0"),)))
    among_others = costs_of_a_decision(provider, *asked)[0]
    assert (among_others.queries, among_others.rows) == (alone.queries, alone.rows)
