"""Counters, not clocks: what did not change in schemas and events is not looked at."""

import copy
import json
from typing import Any

from catalog.contracts.avro.format import walk_documents as walk_avro
from catalog.contracts.budget import Budget
from catalog.contracts.load import load_document

RECORDS = 200


def avro(*changed: int) -> dict[str, Any]:
    """A record of 200 records, each of which refers to the one before it; those that are named have another field."""
    fields = [
        {"name": f"part{number}", "type": avro_record(number, changed=number in changed)}
        for number in range(RECORDS)
    ]
    return {"type": "record", "name": "Whole", "namespace": "com.acme", "fields": fields}


def avro_record(number: int, *, changed: bool) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [{"name": f"f{index}", "type": "string"} for index in range(10)]
    fields.append({"name": "others", "type": {"type": "array", "items": f"Part{max(number - 1, 0)}"}})
    if changed:
        fields[0]["type"] = "long"
    return {"type": "record", "name": f"Part{number}", "fields": fields}


def pairs_of_avro(previous: Any, current: Any) -> int:
    budget = Budget(60)
    walk_avro(load_document(json.dumps(previous)), load_document(json.dumps(current)), budget).walk()
    return budget.pairs


def test_records_that_are_written_alike_are_not_compared() -> None:
    # The whole, the last record, its field that changed, the ten that did not, and the array with its items.
    assert pairs_of_avro(avro(), avro(RECORDS - 1)) <= 20


def test_what_uses_a_changed_record_is_compared_once() -> None:
    # Each record leads to the one before it, and so to the first: a record, its eleven fields and its array.
    assert pairs_of_avro(avro(), avro(0)) <= 20 * RECORDS


def test_the_documentation_of_one_record_has_that_one_compared() -> None:
    previous, current = avro(), copy.deepcopy(avro())
    current["fields"][-1]["type"]["doc"] = "The last one."

    assert pairs_of_avro(previous, current) <= 20
