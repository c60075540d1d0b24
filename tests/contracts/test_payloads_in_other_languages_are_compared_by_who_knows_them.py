"""Who knows a language of schemas compares what AsyncAPI carries in it; the format only knows the protocol."""

import json
from collections.abc import Iterator
from typing import Any

from catalog.contracts.asyncapi.format import carrying
from catalog.contracts.budget import Budget
from catalog.contracts.changes import BREAKING, Change, Direction
from catalog.contracts.documents.sources import read_sources
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.load import load_document
from catalog.contracts.pairs import Event, Pair
from catalog.contracts.problems import Finding
from catalog.contracts.reference import Field, Group
from catalog.contracts.report import Report
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.source import Node

LIST = "application/vnd.example.list"
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

    name = "lists"
    media_types = frozenset({LIST})
    rules = RULES
    shows_payloads = True

    def compiled(self, payloads: Any, *_: Any) -> dict[str, Any]:
        return {"seen": len(payloads)}

    def comparer(self, budget: Budget) -> "Lists":
        budget.check()
        return self

    def compare(self, previous: Node, current: Node, _direction: Direction, _content_type: str) -> Pair:
        found = Pair()
        for gone in sorted(set(previous.value) - set(current.value)):
            found.note("list", "cut", previous=previous, current=current, name=gone, effect="narrows")
        return found

    def prove(self, _pair: Pair, event: Event) -> dict[str, Any]:
        return {"instance": [event.name]}

    def findings(self, payload: Node, _deadline: Deadline) -> Iterator[Finding]:
        yield from (Finding("an item is empty", payload.place) for item in payload.value if not item)

    def groups(self, payload: Node) -> list[Group]:
        return [Group("", tuple(Field(item) for item in payload.value))]


def receiving(*names: str) -> str:
    message = {"payload": {"schemaFormat": f"{LIST};version=1", "schema": list(names)}}
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
    assert change.witness == {
        "instance": ["b"],
        "operation": "receive orders.cancel",
        "part": "message Cancel payload",
        "event": {"channel": "orders.cancel", "payload": ["b"]},
    }


def test_what_it_makes_of_payloads_is_kept_with_the_document_and_nobody_else_can_put_it_there() -> None:
    text = json.dumps({**json.loads(receiving("a")), "x-compiled-payloads": {"forged": 1}})

    read = carrying(Lists()).read(read_sources(text, DEFAULT_LIMITS), DEFAULT_LIMITS)

    assert read.tree["x-compiled-payloads"] == {LIST: {"seen": 1}}


def test_its_mistakes_are_mistakes_of_the_document() -> None:
    found = carrying(Lists()).validate(load_document(receiving("a", "")), Deadline(10))

    assert ("an item is empty", "/channels/cancel/messages/Cancel/payload/schema") in [
        (one.message, one.pointer) for one in found
    ]


def test_its_fields_are_told_to_readers() -> None:
    (entry,) = carrying(Lists()).reference(load_document(receiving("a", "b")))

    assert [field.name for field in entry.groups[0].fields] == ["a", "b"]


def test_what_it_takes_for_the_same_is_no_change() -> None:
    found: Any = changes(receiving("a"), receiving("a").replace('"Orders"', '"Other"'))

    assert found == ()
