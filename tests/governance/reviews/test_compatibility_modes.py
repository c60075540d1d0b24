"""A contract says what its versions promise each other, and its reviews hold them to that."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Contract
from governance.actions.reviews import sweep_reviews
from governance.models import Review


@pytest.fixture(autouse=True)
def provider(world):
    return world.service("provider")


def test_backward_lets_the_provider_move_first(world, contract):
    world.submit("provider", "1.0.0", contract("a"))
    review = world.submit("provider", "1.1.0", contract("a", "b"))
    assert review.verdict == "pass"
    assert review.upgrade_order == "The provider may move first; its consumers follow when they like."


def test_forward_asks_for_a_version_whose_consumers_can_use_the_previous_one(world, contract):
    world.submit("provider", "1.0.0", contract("a", "b"), compatibility="forward")
    less = world.submit("provider", "1.1.0", contract("a"), compatibility="forward")
    assert less.verdict == "pass"
    assert less.upgrade_order.startswith("Consumers move first")
    more = world.submit("provider", "1.2.0", contract("a", "b"), compatibility="forward")
    assert more.verdict == "fail"
    assert more.summary == "1 breaking change (forward compatibility) against 1.1.0, inside one major line."


def test_what_breaks_without_a_promise_is_said_of_a_version_that_passes(world):
    promise = {"format": "avro", "compatibility": "backward"}
    schema = '{"type": "record", "name": "Paid", "fields": [{"name": "amount", "type": "%s"}]}'
    world.submit("provider", "1.0.0", schema % "int", **promise)
    wider = world.submit("provider", "1.1.0", schema % "long", **promise)
    assert (wider.verdict, wider.summary) == (
        "pass",
        (
            "No change against 1.0.0 violates the backward compatibility that is promised;"
            " 1 change violates forward compatibility, which is not."
        ),
    )
    assert wider.upgrade_order.startswith("Consumers move first")


def test_full_asks_for_both(world, contract):
    world.submit("provider", "1.0.0", contract("a"), compatibility="full")
    assert world.submit("provider", "1.1.0", contract("a", "b"), compatibility="full").verdict == "fail"
    same = world.submit("provider", "1.2.0", contract("a") + "\n# said otherwise\n", compatibility="full")
    assert (same.verdict, same.upgrade_order) == ("pass", "Provider and consumers may move in any order.")


def test_transitive_looks_at_every_earlier_version_that_lives(world, contract):
    promise = {"compatibility": "forward_transitive"}
    world.submit("provider", "1.0.0", contract("a"), **promise)
    assert world.submit("provider", "1.1.0", contract("a"), **promise).verdict == "pass"
    review = world.submit("provider", "1.2.0", contract("a", "b"), **promise)
    assert review.verdict == "fail"
    assert review.compared_with == ["1.1.0", "1.0.0"]


def test_without_transitive_only_the_last_one_counts(world, contract):
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    review = world.submit("provider", "1.2.0", contract("a", "b", "c"))
    assert (review.verdict, review.compared_with) == ("pass", ["1.1.0"])


def test_none_promises_nothing(world, contract):
    world.submit("provider", "1.0.0", contract("a"), compatibility="none")
    review = world.submit("provider", "1.1.0", contract("b"), compatibility="none")
    assert (review.verdict, review.upgrade_order) == ("not_applicable", "")


def test_another_promise_has_the_versions_judged_again(world, contract):
    world.submit("provider", "1.0.0", contract("a"))
    first = world.submit("provider", "1.1.0", contract("a", "b"))
    assert first.verdict == "pass"
    promised = first.contract_version.contract
    promised.compatibility = "full"
    promised.save()
    world.finish_reviews()
    again = Review.objects.filter(contract_version=first.contract_version).first()
    assert (again.verdict, again.compatibility) == ("fail", "full")


def test_what_was_judged_by_the_same_promise_is_left_alone(world, contract):
    world.submit("provider", "1.0.0", contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    assert sweep_reviews() == []


def test_another_promise_that_every_sweep_missed_is_found_once_a_day(world, contract):
    world.submit("provider", "1.0.0", contract("a"))
    first = world.submit("provider", "1.1.0", contract("a", "b"))
    long_ago = timezone.now() - timedelta(days=30)
    Contract.objects.update(compatibility="full", updated_at=long_ago)
    assert sweep_reviews() == []
    sweep_reviews(changed_within=None)
    assert first.contract_version.reviews.filter(state="pending").exists()
