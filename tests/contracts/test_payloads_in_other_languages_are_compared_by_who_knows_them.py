"""Who knows a language of schemas compares what AsyncAPI carries in it; the format only knows the protocol."""

import json
from typing import Any

from catalog.contracts.asyncapi.format import carrying
from catalog.contracts.budget import Budget
from catalog.contracts.changes import BREAKING, Change
from catalog.contracts.lifecycle import Notice
from catalog.contracts.load import load_document
from catalog.contracts.pairs import Event, Pair, Place
from catalog.contracts.report import Report
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.source import Node

RULES = RuleBook(("lists",))


@RULES.rule(on="list", action="cut", severity=BREAKING)
def list_item_gone(event: Event) -> str:
    """An item has gone.

    What it finds: an item of the previous list only.
    Why it matters: it is missed.
    Example: `b` of `[a, b]`.
    How to ship it safely: keep it.
    """
    return f"`{event.subject}` lost {event.name}"


class Lists:
    """A language in which a payload is described by the names in it."""

    media_types = frozenset({"application/vnd.example.list"})
    rules = RULES

    def same(self, previous: Node, current: Node) -> bool:
        return bool(previous.value == current.value)

    def link(self, pair: Pair, previous: Node, current: Node, place: Place, budget: Budget) -> None:
        budget.check()
        inner = Pair(place=place)
        for gone in sorted(set(previous.value) - set(current.value)):
            inner.note("list", "cut", previous=previous, current=current, name=gone, effect="narrows")
        pair.link(inner)


def receiving(*names: str) -> str:
    message = {"payload": {"schemaFormat": "application/vnd.example.list;version=1", "schema": list(names)}}
    document = {
        "asyncapi": "3.0.0",
        "info": {"title": "Orders", "version": "1"},
        "channels": {"cancel": {"address": "orders.cancel", "messages": {"Cancel": message}}},
        "operations": {"cancel": {"action": "receive", "channel": {"$ref": "#/channels/cancel"}}},
    }
    return json.dumps(document)


def changes(previous: str, current: str) -> tuple[Change, ...]:
    spoken, budget = carrying(Lists()), Budget(10)
    walk = spoken.walk(load_document(previous), load_document(current), budget, Notice())
    walk.walk()
    return Report(spoken, walk, budget).changes()


def test_the_differences_that_it_links_are_judged_by_its_rules_and_reach_the_operation() -> None:
    (change,) = changes(receiving("a", "b"), receiving("a"))

    assert (change.rule_id, change.operations, change.direction) == (
        "list-item-gone",
        ("receive orders.cancel",),
        "request",
    )
    assert change.message == "`orders.cancel message Cancel payload` lost b"


def test_what_it_takes_for_the_same_is_no_change() -> None:
    found: Any = changes(receiving("a"), receiving("a").replace('"Orders"', '"Other"'))

    assert found == ()
