"""What a decision costs does not depend on how many consumers there are."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.actions.promotions import ask


def queries_of_a_decision(world):
    with CaptureQueriesContext(connection) as captured:
        facts, _ = ask("provider", "1.1.0", world.environments["production"])
    return len(captured), len(facts.consumers)


def add_consumers(world, using, numbers):
    for number in numbers:
        name = f"consumer-{number}"
        world.service(name)
        world.deploy(world.release(name, "1.0.0", consumes=(using("provider", "1.0.0"),)))


def test_the_number_of_queries_is_the_same_for_one_consumer_and_for_twenty(world, contract, using):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.release("provider", "1.1.0", provides=("1.1.0",))
    add_consumers(world, using, [1])
    queries_of_a_decision(world)  # the first one compares, for ever
    one = queries_of_a_decision(world)
    add_consumers(world, using, range(2, 21))
    twenty = queries_of_a_decision(world)
    assert (one[1], twenty[1]) == (1, 20)
    assert one[0] == twenty[0] <= 10
