"""Overrides in the same instant: one promotion is overridden once, and reviewed once."""

import pytest

from catalog.errors import ConflictError
from catalog.models import Person
from governance.actions.overrides import override, review_override
from governance.models import Override
from observability.models import Alert


@pytest.fixture
def refused(world, contract, using):
    world.service("provider")
    return world.promote(world.release("provider", "1.0.0", consumes=(using("nobody", "1.0.0"),)))


@pytest.fixture
def governors(world):
    return [Person.objects.create_user(name, name=name, roles=["governance"]) for name in ("one", "two")]


def test_only_one_of_two_overrides_is_made(at_once, world, refused, governors):
    answers = at_once(*(lambda who=who: override(who, refused, "Now.") for who in governors))
    assert sorted(type(answer) for answer in answers if isinstance(answer, ConflictError)) == [ConflictError]
    assert Override.objects.count() == Alert.objects.filter(kind="promotion.override").count() == 1


def test_only_one_of_two_reviews_counts(at_once, world, refused, governors):
    made = override(world.admin, refused, "Now.")
    outcomes = ("accepted", "rejected")
    reviews = zip(governors, outcomes, strict=True)
    answers = at_once(
        *(lambda w=who, o=outcome: review_override(w, made, o, "So.") for who, outcome in reviews)
    )
    [refusal] = [answer for answer in answers if isinstance(answer, ConflictError)]
    assert Override.objects.get().outcome in refusal.message
