"""A comparison goes through plain JSON and comes back the same."""

import json
from typing import Any

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents


def test_a_comparison_survives_a_round_trip_through_json(documents: Any) -> None:
    order = {"type": "object", "required": ["total"], "properties": {"total": {"type": "string"}}}
    broken = {"type": "object", "properties": {"total": {"$ref": "#/nowhere"}}}
    comparison = compare_documents(documents.reading(order), documents.reading(broken))
    assert comparison.changes
    assert comparison.undecided

    stored = json.loads(json.dumps(comparison.stored()))

    assert Comparison.from_stored(stored) == comparison


def test_what_many_changes_reach_is_stored_once(documents: Any) -> None:
    paths = [f"/path{number}" for number in range(300)]

    def api(kind: str) -> str:
        shared = {"type": "object", "properties": {f"member{n}": {"type": kind} for n in range(300)}}
        return documents.reading({"$ref": "#/components/schemas/Shared"}, *paths, Shared=shared)

    comparison = compare_documents(api("string"), api("integer"))
    assert len(comparison.changes) == 300

    stored = json.loads(json.dumps(comparison.stored()))

    assert stored["reached"] == [sorted(f"GET {path}" for path in paths)]
    again = Comparison.from_stored(stored)
    assert again == comparison
    assert len({id(change.operations) for change in again.changes}) == 1


def test_a_change_knows_its_lines_in_both_documents() -> None:
    head = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\n"
    previous = head + "paths:\n  /a:\n    get:\n      operationId: one\n      responses: {}\n"
    current = head + "paths:\n\n  /a:\n    get:\n      operationId: two\n      responses: {}\n"

    (change,) = compare_documents(previous, current).changes

    assert change.previous_position is not None
    assert change.current_position is not None
    assert (change.previous_position.line, change.current_position.line) == (5, 6)
