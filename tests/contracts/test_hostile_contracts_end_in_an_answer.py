"""Documents that were written to be expensive cost little, and what is not worked out is said."""

import json
import time

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from tests.contracts.processor import seconds_spent

SECONDS = 5
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
FIRST = {"$ref": "#/components/schemas/S0"}


def reference(number):
    return {"$ref": f"#/components/schemas/S{number}"}


def products(leaf):
    """Twelve choices among ten: a million million alternatives."""
    choices = [
        {"anyOf": [{"properties": {f"p{place}": {"const": n}}, "required": [f"p{place}"]} for n in range(10)]}
        for place in range(12)
    ]
    return {"allOf": [*choices, {"properties": {"last": leaf}}]}, {}


def tower(leaf):
    floors = {
        f"S{n}": {
            "allOf": [{"anyOf": [reference(n + 1), {"maxLength": n}]}, {"oneOf": [reference(n + 1), {}]}]
        }
        for n in range(40)
    }
    return FIRST, {**floors, "S40": leaf}


def wide_choice(leaf):
    branches = [{"properties": {f"k{n}": leaf}, "required": [f"k{n}"]} for n in range(20_000)]
    return {"oneOf": branches}, {}


def chain_of_parents(leaf):
    children = {f"S{n}": {"allOf": [reference(n + 1), {"properties": {f"p{n}": TEXT}}]} for n in range(2_000)}
    return FIRST, {**children, "S2000": {"type": "object", "properties": {"last": leaf}}}


def chain_of_references(leaf):
    return FIRST, {**{f"S{n}": reference(n + 1) for n in range(5_000)}, "S5000": leaf}


@pytest.mark.parametrize(
    ("contract", "reason"),
    [
        (products, "alternatives"),
        (tower, "alternatives"),
        (wide_choice, "alternatives"),
        (chain_of_parents, "nested too deep"),
        (chain_of_references, "nested too deep"),
    ],
)
def test_what_would_never_be_finished_is_undecided(documents, contract, reason):
    (before, befores), (after, afters) = contract(TEXT), contract(NUMBER)
    began = time.process_time()

    comparison = compare_documents(documents.writing(before, **befores), documents.writing(after, **afters))

    assert reason in comparison.undecided[0].reason
    assert time.process_time() - began < SECONDS


def test_patterns_that_explode_are_data(documents):
    example = "a" * 5_000 + "!"
    before, after = ({"type": "string", "pattern": p, "example": example} for p in ("^(a+)+$", "^(a|aa)+$"))
    began = time.process_time()

    comparison = compare_documents(documents.writing(before), documents.writing(after))

    assert [change.rule_id for change in comparison.changes] == ["pattern-changed"]
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("keyword", ["minLength", "minItems", "minProperties"])
def test_an_instance_too_large_to_write_is_not_written(documents, keyword):
    kind = {"minLength": "string", "minItems": "array", "minProperties": "object"}[keyword]
    began = time.process_time()

    comparison = compare_documents(
        documents.writing({"type": kind}), documents.writing({"type": kind, keyword: 10**15})
    )

    assert len(comparison.changes) == 1
    assert time.process_time() - began < SECONDS


def test_lists_that_must_differ_are_not_tried_in_every_size(documents):
    many = {"type": "array", "uniqueItems": True, "minItems": 2_000}
    began = time.process_time()

    comparison = compare_documents(
        *(documents.writing(many | {"items": {"type": "array", "items": leaf}}) for leaf in (TEXT, NUMBER))
    )

    assert [change.rule_id for change in comparison.changes] == ["request-type-changed"]
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(("most", "shown"), [(2, [[], [[]], [[], [[]]]]), (40, None)])
def test_lists_of_themselves_that_must_differ_are_tried_to_an_end(documents, most, shown):
    lists = {"type": "array", "items": FIRST, "uniqueItems": True}

    comparison = compare_documents(
        documents.writing(FIRST, S0=lists), documents.writing(FIRST, S0=lists | {"maxItems": most})
    )

    (change,) = comparison.changes
    assert (change.witness and change.witness["instance"]) == shown


def test_long_texts_are_compared_as_they_are(documents):
    before, after = ({"const": letter * 5_000_000} for letter in "ab")
    began = time.process_time()

    comparison = compare_documents(
        documents.writing(before), documents.writing(after), limits=Limits(seconds=SECONDS)
    )

    assert comparison.changes
    assert time.process_time() - began < SECONDS


def chain_of_properties(leaf):
    chain = {f"S{n}": {"type": "object", "properties": {"next": reference(n + 1)}} for n in range(20_000)}
    return FIRST, {**chain, "S20000": leaf}


def ring(leaf):
    chain = {f"S{n}": {"type": "object", "properties": {"next": reference(n + 1)}} for n in range(5_000)}
    return FIRST, {**chain, "S5000": {"type": "object", "properties": {"next": FIRST, "leaf": leaf}}}


def many_conditions(leaf):
    ifs = [
        {"if": {"required": [f"p{n}"]}, "then": {"properties": {"a": {"minLength": n}}}} for n in range(3_000)
    ]
    return {"type": "object", "properties": {"a": leaf}, "allOf": ifs}, {}


def nested_negations(leaf):
    schema = leaf
    for _ in range(60):
        schema = {"not": {"properties": {"a": schema}, "required": ["a"]}}
    return schema, {}


def many_patterns(leaf):
    names = {f"k{n}": TEXT for n in range(3_000)}
    return {"type": "object", "properties": names, "patternProperties": {f"^k{n}": leaf for n in names}}, {}


def many_demands(leaf):
    return {"type": "object", "required": [f"{leaf['type']}{n}" for n in range(100_000)]}, {}


def many_counted_items(leaf):
    return {"type": "array", "contains": leaf, "minContains": 10**9, "maxContains": 10**9 + 1}, {}


def many_items_that_are_counted(leaf):
    counted = {"maxLength": len(leaf["type"])}
    return {"type": "array", "minItems": 10**15, "items": TEXT, "contains": counted}, {}


def many_values(leaf):
    values = [f"value {n} {leaf['type']}" for n in range(300_000)]
    return {"type": "string", "enum": values}, {}


@pytest.mark.parametrize(
    "contract",
    [
        *(chain_of_properties, ring, many_conditions, nested_negations, many_values, wide_choice),
        *(many_patterns, many_demands, many_counted_items, many_items_that_are_counted),
    ],
)
def test_no_contract_takes_much_longer_than_it_may(documents, contract):
    (before, befores), (after, afters) = contract(TEXT), contract(NUMBER)
    texts = documents.writing(before, **befores), documents.writing(after, **afters)
    began = seconds_spent()

    comparison = compare_documents(*texts, limits=Limits(seconds=1))

    assert seconds_spent() - began < SECONDS
    assert comparison.changes or comparison.undecided


def test_a_great_many_operations_end_in_time(documents):
    def api(name):
        operation = {"responses": {"200": {"description": "OK"}}}
        return documents.of({f"/{name}/{n}": {"get": operation} for n in range(100_000)})

    began = seconds_spent()
    comparison = compare_documents(api("old"), api("new"), limits=Limits(seconds=2))

    assert seconds_spent() - began < 2 * SECONDS
    assert comparison.undecided


def test_a_change_that_reaches_a_great_many_operations_is_told_in_time(documents):
    def api(leaf):
        members = {f"p{n}": leaf for n in range(300)}
        paths = [f"/{n}" for n in range(10_000)]
        return documents.reading(FIRST, *paths, S0={"type": "object", "properties": members})

    texts = api(TEXT), api(NUMBER)
    began = seconds_spent()
    comparison = compare_documents(*texts, limits=Limits(seconds=2))

    assert seconds_spent() - began < SECONDS
    assert comparison.changes or comparison.undecided


def test_a_great_many_ways_to_log_in_end_in_time(documents):
    def api(other):
        ways = [{f"s{n}": [], f"s{(n + other) % 2_000}": []} for n in range(2_000)]
        document = json.loads(documents.of({"/orders": {"get": {"security": ways, "responses": {}}}}))
        schemes = {f"s{n}": {"type": "http", "scheme": "basic"} for n in range(2_000)}
        return json.dumps(document | {"components": {"securitySchemes": schemes}})

    began = seconds_spent()
    comparison = compare_documents(api(1), api(7), limits=Limits(seconds=1))

    assert seconds_spent() - began < SECONDS
    assert comparison.unfinished


def test_what_was_found_is_told_although_the_rest_is_not_finished(documents):
    operation = {"get": {"responses": {}}}
    before, after = (documents.of({f"/{side}/{n}": operation for n in range(60_000)}) for side in "ab")

    comparison = compare_documents(before, after)

    assert comparison.with_severity("breaking")
    assert "more than 100,000 changes" in comparison.unfinished


def test_places_that_are_not_found_in_time_are_left_out(documents):
    """The stored form of a document is read at once; its lines are found by reading all of its YAML."""
    yaml = "".join(f"x-{n}: [a, b, c]\n" for n in range(400_000))
    sides = (documents.writing(schema) for schema in (TEXT, NUMBER))
    stored = (Document.from_stored(load_document(side).to_stored(), yaml) for side in sides)
    began = seconds_spent()

    comparison = compare_documents(*stored, limits=Limits(seconds=1))

    assert seconds_spent() - began < SECONDS
    assert [change.previous_position for change in comparison.changes] == [None]


def test_numbers_at_the_ends_of_what_can_be_written_are_compared(documents):
    tiny = {"type": "number", "multipleOf": 1e-300, "maximum": 1e300}
    documents_of_it = (documents.writing(schema) for schema in (tiny, {**tiny, "multipleOf": 3e-300}))

    assert compare_documents(*documents_of_it).changes


def test_what_grows_beyond_its_memory_is_undecided(documents):
    (before, befores), (after, afters) = chain_of_properties(TEXT), chain_of_properties(NUMBER)
    texts = documents.writing(before, **befores), documents.writing(after, **afters)

    comparison = compare_documents(*texts, limits=Limits(max_memory=-1))  # it does not shrink

    assert "memory" in comparison.undecided[0].reason


def test_documents_of_fifty_megabytes_are_compared(documents):
    """About three seconds on a small machine, most of which is reading them."""

    def api(leaf):
        words = "Said at length. " * 60
        schemas = {
            f"S{n}": {"type": "object", "description": words, "properties": {"a": TEXT, "b": NUMBER}}
            for n in range(46_000)
        }
        schemas["S7"] = {"type": "object", "properties": {"a": leaf}}
        return documents.reading(reference(7), **schemas)

    texts = api(TEXT), api(NUMBER)
    assert all(49_000_000 < len(text) <= Limits().max_bytes for text in texts)
    began = seconds_spent()

    (change,) = compare_documents(*texts).changes

    assert change.rule_id == "response-type-changed"
    assert seconds_spent() - began < 4 * SECONDS
