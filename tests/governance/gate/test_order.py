"""Where releases must go in an order, the answer lists it, and who follows it comes to its end."""

import pytest


@pytest.fixture
def order(world):
    def ask(release):
        promotion = world.promote(release)
        return promotion.decision, [step["service"] for step in promotion.order]

    return ask


@pytest.fixture
def runs(world):
    """Promote and deploy, as a pipeline that was allowed to does."""

    def go(release):
        assert world.promote(release).decision == "allow"
        world.deploy(release)

    return go


def test_a_chain_is_listed_from_its_end(world, contract, using, order, runs):
    """A needs B, and B needs C: none of them runs yet."""
    for name in ("a", "b", "c"):
        world.service(name)
    for name in ("b", "c"):
        world.submit(name, "1.0.0", contract("x"))
    a = world.release("a", "1.0.0", consumes=(using("b", "1.0.0"),))
    b = world.release("b", "1.0.0", provides=("1.0.0",), consumes=(using("c", "1.0.0"),))
    c = world.release("c", "1.0.0", provides=("1.0.0",))
    assert order(a) == ("deny", ["c", "b", "a"])
    assert order(b) == ("deny", ["c", "b"])
    for release in (c, b, a):
        runs(release)


def test_the_consumers_that_break_go_before_the_provider(world, contract, using, order, runs):
    for name in ("provider", "one", "two"):
        world.service(name)
    world.submit("provider", "1.0.0", contract("x", "y"))
    world.submit("provider", "2.0.0", contract("y"))
    runs(world.release("provider", "1.0.0", provides=("1.0.0",)))
    for name in ("one", "two"):
        runs(world.release(name, "1.0.0", consumes=(using("provider", "1.0.0", "x"),)))
    narrowed = world.release("provider", "2.0.0", provides=("2.0.0",))
    assert order(narrowed) == ("deny", ["one", "two", "provider"])
    for name in ("one", "two"):
        runs(world.release(name, "1.1.0", consumes=(using("provider", "1.0.0", "y"),)))
    runs(narrowed)


def test_a_circle_is_left_by_offering_both_versions_side_by_side(world, contract, using, order, runs):
    """The new provider breaks the old consumer, and the new consumer needs the new provider."""
    for name in ("provider", "consumer"):
        world.service(name)
    world.submit("provider", "1.0.0", contract("old"))
    world.submit("provider", "2.0.0", contract("new"))
    runs(world.release("provider", "1.0.0", provides=("1.0.0",)))
    runs(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0", "old"),)))
    new_provider = world.release("provider", "2.0.0", provides=("2.0.0",))
    new_consumer = world.release("consumer", "2.0.0", consumes=(using("provider", "2.0.0", "new"),))
    assert order(new_provider) == ("deny", ["provider", "consumer", "provider"])
    assert world.promote(new_provider).order[0]["action"].endswith("beside what it provides now")
    assert order(new_consumer) == ("deny", ["provider", "consumer"])
    assert world.promote(new_consumer).order[0]["action"].endswith("beside what it provides now")
    for release in (
        world.release("provider", "1.9.0", provides=("1.0.0", "2.0.0")),
        new_consumer,
        new_provider,
    ):
        runs(release)


def test_a_breaking_change_that_nobody_uses_there_warns_and_says_so(world, contract, using, runs):
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("x", "y"))
    world.submit("provider", "2.0.0", contract("y"))
    runs(world.release("provider", "1.0.0", provides=("1.0.0",)))
    runs(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0", "y"),)))
    promotion = world.promote(world.release("provider", "2.0.0", provides=("2.0.0",)))
    assert (promotion.decision, promotion.order) == ("allow", [])
    [warning] = [reason for reason in promotion.reasons if reason["effect"] == "warn"]
    assert warning["code"] == "breaking-change-unused"
    assert "nothing that runs in production uses what breaks" in warning["message"]
