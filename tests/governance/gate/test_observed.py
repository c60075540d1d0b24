"""Beside a break stands whether the consumer was observed to call what breaks. The decision is the same either way."""

import pytest

from governance.models import Promotion
from governance.promotion.facts import Facts
from tests.governance.deprecations.conftest import day

REPORTS, TOTALS = "GET /reports/{id}", "GET /totals/{id}"


@pytest.fixture
def refused(world, contract, using):
    """1.1.0 breaks `reports`, which `consumer` uses among others."""
    world.service("provider")
    world.submit(
        "provider", "1.0.0", contract("a", "b", operations=("reports",)) + path_of(contract, "totals")
    )
    world.submit("provider", "1.1.0", contract("a", operations=("reports",)) + path_of(contract, "totals"))
    world.service("consumer")
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.deploy(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0"),)))
    return world.release("provider", "1.1.0", provides=("1.1.0",))


def path_of(contract, name):
    """One more operation that stays as it is."""
    return contract("a", operations=(name,)).partition("paths:\n")[2]


@pytest.fixture
def decided(world, refused):
    """The stored promotion, its one use, and the reason that denies."""

    def promote():
        promotion = world.promote(refused)
        (use,) = Facts.from_json(promotion.facts).consumers
        (reason,) = [one for one in promotion.reasons if one["code"] == "consumer-breaks"]
        assert promotion.decision == "deny"
        return use.observed, reason["message"]

    return promote


def test_where_it_is_not_measured_nothing_is_said(world, decided):
    world.observe(("consumer", REPORTS), environment="staging")
    observed, message = decided()
    assert observed is None
    assert "observed" not in message


def test_it_is_said_what_was_called_and_when_last(world, decided):
    world.observe(("consumer", REPORTS), days_ago=2)
    world.observe(("consumer", TOTALS), days_ago=1)
    observed, message = decided()
    assert (observed.operations, observed.last_seen.isoformat()) == (("GET /reports/{}",), day(-2))
    assert message.endswith(f"It was observed to call `GET /reports/{{}}`, last on {day(-2)}.")


def test_it_is_said_that_nothing_of_it_was_called_and_from_when_to_when(world, decided):
    world.observe(("consumer", TOTALS), ("other", REPORTS))
    observed, message = decided()
    assert (observed.operations, observed.last_seen) == ((), None)
    assert f"It was not observed to call that from {observed.since} to {day(0)}." in message


def test_what_was_called_more_than_thirty_days_ago_is_not_said(world, decided):
    world.observe(("consumer", REPORTS), days_ago=31)
    world.observe(measured=("provider",))
    assert decided()[0].last_seen is None


def test_what_was_stored_before_anything_was_observed_is_read_and_decided_again(world, refused):
    facts = world.promote(refused).facts
    for use in facts["consumers"]:
        del use["observed"]
    assert Facts.from_json(facts).consumers[0].observed is None


def test_a_decision_with_it_is_replayed(world, decided, api_of):
    world.observe(("consumer", REPORTS))
    decided()
    number = Promotion.objects.latest("pk").pk
    assert api_of(world.admin).get(f"/api/v1/promotions/{number}/replay").json()["agrees"] is True
