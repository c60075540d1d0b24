"""A version whose baseline is another than it was judged against is reviewed again."""

import pytest

from governance.models import Review


@pytest.fixture
def provider(world):
    return world.service("provider")


def stands(world, version):
    review = Review.objects.filter(contract_version=world.version("provider", version)).first()
    return review.verdict, review.baseline and review.baseline.version


def test_all_that_follow_from_a_lower_version_are_judged_again(world, provider, contract):
    for version in ("1.0.0", "1.2.0", "1.3.0"):
        world.submit("provider", version, contract("a"))
    world.submit("provider", "1.1.0", contract("a", "b"))
    world.finish_reviews()
    assert stands(world, "1.2.0") == ("fail", "1.1.0")
    assert stands(world, "1.3.0") == ("fail", "1.1.0")


def test_one_behind_a_failed_version_is_judged_again(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a", "b"))
    world.submit("provider", "1.2.0", contract("b"))
    world.submit("provider", "1.3.0", contract("a", "b"))
    assert stands(world, "1.2.0") == ("fail", "1.0.0")
    world.submit("provider", "1.1.0", contract("a", "b", "c"))
    world.finish_reviews()
    assert stands(world, "1.3.0") == ("fail", "1.1.0")


def test_a_lower_version_that_fails_changes_nothing_above(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    above = world.submit("provider", "1.2.0", contract("a"))
    world.submit("provider", "1.1.0", contract("b"))
    assert Review.objects.filter(contract_version=above.contract_version).count() == 1


def test_one_that_could_not_be_finished_and_passes_at_last_is_the_baseline(world, provider, contract):
    world.submit("provider", "1.0.0", contract("a"))
    unfinished = world.submit("provider", "1.1.0", contract("a", "b"))
    Review.objects.filter(pk=unfinished.pk).update(state="failed", verdict="", baseline=None)
    world.submit("provider", "1.2.0", contract("a"))
    assert stands(world, "1.2.0") == ("pass", "1.0.0")
    world.submit("provider", "1.1.0", contract("a", "b"))
    world.finish_reviews()
    assert stands(world, "1.2.0") == ("fail", "1.1.0")


def test_a_contract_that_promises_nothing_is_left_as_it_is(world, provider, contract):
    for version in ("1.0.0", "1.2.0"):
        world.submit("provider", version, contract("a"))
    owned = world.version("provider", "1.0.0").contract
    owned.compatibility = "none"
    owned.save()
    world.submit("provider", "1.1.0", contract("b"))
    assert Review.objects.count() == 3
