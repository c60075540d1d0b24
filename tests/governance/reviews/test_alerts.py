"""What a review tells its owners stands until it is over, and is told again when it comes back."""

import pytest

from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.submissions import open_review
from observability.models import Alert

FAILS, BREAKS = "contract.breaking-change", "dependency.breaking-change"


@pytest.fixture
def broken(world, contract, using):
    """1.1.0 of the provider takes `b` away, which the consumer reads."""
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", contract("a", "b"))
    world.deploy(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0", "b"),)))
    world.submit("provider", "1.1.0", contract("a"))
    return world


@pytest.fixture
def review_again(broken):
    def run(**promises):
        type(broken.version("provider", "1.1.0").contract).objects.update(**promises)
        open_review(broken.version("provider", "1.1.0"))
        broken.finish_reviews()

    return run


def states(kind):
    return list(Alert.objects.filter(kind=kind).order_by("pk").values_list("state", flat=True))


def evaluate():
    follow_changes()
    while evaluate_due():
        pass


def test_another_review_that_finds_the_same_tells_nobody_again(review_again):
    review_again()
    assert states(FAILS) == states(BREAKS) == ["open"]


def test_one_that_finds_nothing_any_more_resolves_it_and_the_next_that_does_tells_anew(review_again):
    review_again(compatibility="none")
    assert states(FAILS) == states(BREAKS) == ["resolved"]
    review_again(compatibility="backward")
    assert states(FAILS) == states(BREAKS) == ["resolved", "open"]


@pytest.mark.parametrize("moved", [("1.0.0", "a"), ("1.1.0",)])
def test_a_consumer_that_has_moved_is_not_asked_any_more(broken, using, moved):
    release = broken.release("consumer", "1.1.0", consumes=(using("provider", *moved),))
    evaluate()
    assert states(BREAKS) == ["open"]  # the old release still runs
    broken.deploy(release)
    evaluate()
    assert states(BREAKS) == ["resolved"]
    assert states(FAILS) == ["open"]


def test_a_consumer_whose_next_release_still_breaks_is_asked_still(broken, using):
    broken.deploy(broken.release("consumer", "1.1.0", consumes=(using("provider", "1.0.0", "b"),)))
    evaluate()
    assert states(BREAKS) == ["open"]
