"""The order is a function of facts: whoever is waited for goes first, once, and circles end."""

from dataclasses import replace
from datetime import date

from governance.promotion.facts import Ahead, Facts, Need, Use
from governance.promotion.order import order

FACTS = Facts("a", "1.0.0", "production", date(2026, 11, 24), "team", registered=True)


def lacks(provider: str) -> Use:
    return Use("a", "1.0.0", "team", provider, "team", "api", "", "1.0.0")


def ahead(service: str, *providers: str) -> Ahead:
    return Ahead(service, "1.0.0", tuple(Need(each, f"deploy {each}", provides=True) for each in providers))


def services(*links: Ahead, uses: tuple[str, ...]) -> list[str]:
    facts = replace(FACTS, uses=tuple(lacks(each) for each in uses), ahead=links)
    return [step.service for step in order(facts)]


def test_who_waits_for_nobody_has_no_order() -> None:
    assert services(uses=()) == []


def test_what_two_wait_for_goes_once() -> None:
    links = (ahead("b", "d"), ahead("c", "d"))
    assert services(*links, uses=("b", "c")) == ["d", "b", "c", "a"]


def test_a_circle_of_others_ends() -> None:
    assert services(ahead("b", "c"), ahead("c", "b"), uses=("b",)) == ["b", "c", "b", "a"]


def test_a_circle_through_the_release_itself_ends() -> None:
    assert services(ahead("b", "c"), ahead("c", "a"), uses=("b",)) == ["a", "c", "b", "a"]
