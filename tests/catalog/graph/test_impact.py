"""Changes joined with what a consumer says it uses."""

from dataclasses import dataclass

import pytest

from catalog.graph.impact import Usage


@dataclass
class Reaching:
    operations: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


GET, POST = "GET /orders/{}", "POST /orders"


@pytest.mark.parametrize(
    ("used", "changed", "hit"),
    [
        ((), (GET,), True),  # who names nothing uses everything
        ((GET,), (), True),  # what is of no operation concerns everybody
        ((GET,), (GET, POST), True),
        ((POST,), (GET,), False),
    ],
)
def test_the_join_by_operation(used: tuple[str, ...], changed: tuple[str, ...], hit: bool) -> None:
    assert Usage(frozenset(used)).hit_by(Reaching(changed)) is hit


@pytest.mark.parametrize(
    ("used", "changed", "hit"),
    [
        (("score",), ("score",), True),
        (("score",), ("credit",), False),
        (("score",), (), True),  # the whole message changed
        ((), ("score",), True),  # the consumer reads all fields
        (("decision",), ("decision.reason",), True),  # using the whole is using its parts
        (("decision.reason",), ("decision",), True),  # and what goes away takes its parts along
        (("decision.reason",), ("decision.code",), False),
        (("dec",), ("decision",), False),
    ],
)
def test_the_join_by_field(used: tuple[str, ...], changed: tuple[str, ...], hit: bool) -> None:
    assert Usage(frozenset({GET}), frozenset(used)).hit_by(Reaching((GET,), changed)) is hit
