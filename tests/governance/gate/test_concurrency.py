"""Two changes that are safe alone and break together are not both allowed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from catalog.actions.comparisons import comparisons_of
from governance.actions.promotions import ask
from governance.models import Promotion
from governance.queries import promotion_scene


def build(world, contract, using):
    """A provider in production that withdraws an operation, and a consumer that begins to use it."""
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", operations=("kept", "gone")))
    world.submit("provider", "1.1.0", contract("a", operations=("kept",)))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    withdrawing = world.release("provider", "1.1.0", provides=("1.1.0",))
    beginning = world.release(
        "consumer", "1.0.0", consumes=(using("provider", "1.0.0", operations=["GET /gone/{id}"]),)
    )
    return withdrawing, beginning


def test_each_alone_is_safe(world, contract, using):
    withdrawing, beginning = build(world, contract, using)
    production = world.environments["production"]
    assert ask("provider", withdrawing.version, production)[1].decision == "allow"
    assert ask("consumer", beginning.version, production)[1].decision == "allow"


def test_the_provider_first_holds_the_consumer_back(world, contract, using):
    withdrawing, beginning = build(world, contract, using)
    assert world.promote(withdrawing).decision == "allow"
    assert world.promote(beginning).decision == "deny"


def test_the_consumer_first_holds_the_provider_back(world, contract, using):
    withdrawing, beginning = build(world, contract, using)
    assert world.promote(beginning).decision == "allow"
    assert world.promote(withdrawing).decision == "deny"


def test_a_provider_that_may_stop_providing_holds_the_consumer_back(world, contract, using):
    build(world, contract, using)
    world.promote(world.release("provider", "2.0.0"))
    using_it = world.release("consumer", "2.0.0", consumes=(using("provider", "1.0.0"),))
    assert world.promote(using_it).decision == "deny"


def test_an_allow_that_has_lapsed_holds_nobody_back(world, contract, using, monkeypatch):
    withdrawing, beginning = build(world, contract, using)
    allowed = world.promote(withdrawing)
    assert allowed.decision == "allow"
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("governance.actions.promotions.timezone.now", lambda: later)
    assert world.promote(beginning).decision == "allow"
    assert Promotion.objects.count() == 2


def test_an_allow_that_was_used_and_replaced_holds_nobody_back(world, contract, using):
    withdrawing, beginning = build(world, contract, using)
    world.promote(beginning)
    world.deploy(beginning)
    moved = world.release(
        "consumer", "1.1.0", consumes=(using("provider", "1.0.0", operations=["GET /kept/{id}"]),)
    )
    world.promote(moved)
    world.deploy(moved)
    assert world.promote(withdrawing).decision == "allow"


@pytest.mark.parametrize("read", ["pending_runs", "consumers_of", "providing_runs"])
def test_what_is_deployed_while_the_gate_looks_is_not_overlooked(world, contract, using, monkeypatch, read):
    withdrawing, beginning = build(world, contract, using)
    world.promote(beginning)
    reading = getattr(promotion_scene, read)

    def then_deployed(*where):
        rows = reading(*where)
        world.deploy(beginning)
        return rows

    monkeypatch.setattr(promotion_scene, read, then_deployed)
    assert ask("provider", withdrawing.version, world.environments["production"])[1].decision == "deny"


def locks_held():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        return cursor.fetchone()[0]


def test_nobody_waits_in_the_lock_for_a_comparison(world, contract, using, monkeypatch):
    _, beginning = build(world, contract, using)  # what runs was not compared with itself yet
    held = []

    def comparing(pairs):
        held.append(locks_held())
        return comparisons_of(pairs)

    monkeypatch.setattr("governance.actions.promotions.comparisons_of", comparing)
    before = locks_held()
    assert world.promote(beginning).decision == "allow"
    assert held == [before]
    assert locks_held() > before


def test_a_later_refusal_takes_an_allow_back(world, contract, using):
    withdrawing, beginning = build(world, contract, using)
    assert world.promote(withdrawing).decision == "allow"
    world.deploy(beginning)  # without an allow: it is a fact all the same
    assert world.promote(withdrawing).decision == "deny"
    again = world.release(
        "consumer", "1.0.1", consumes=(using("provider", "1.0.0", operations=["GET /gone/{id}"]),)
    )
    assert world.promote(again).decision == "allow"
