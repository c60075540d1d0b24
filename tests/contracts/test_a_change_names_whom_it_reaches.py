"""A shared component is one cause: one change, with every operation and field that it reaches."""

from typing import Any

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents

TEXT = {"type": "string"}
ORDER = {"$ref": "#/components/schemas/Order"}


def an_object(required: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def only(changes: tuple[Change, ...]) -> Change:
    (change,) = changes
    return change


def test_a_component_of_three_operations_that_loses_a_field_is_one_change(documents: Any) -> None:
    paths = ("/orders", "/orders/{id}", "/archive/{year}")
    previous = documents.reading(ORDER, *paths, Order=an_object(["total"], total=TEXT, note=TEXT))
    current = documents.reading(ORDER, *paths, Order=an_object(note=TEXT))

    change = only(compare_documents(previous, current).changes)

    assert change.rule_id == "response-required-property-removed"
    assert change.operations == ("GET /archive/{}", "GET /orders", "GET /orders/{}")
    assert change.fields == ("total",)


def test_fields_are_paths_of_properties_through_arrays(documents: Any) -> None:
    page = an_object(items={"type": "array", "items": ORDER})
    previous = documents.reading(page, Order=an_object(score={"type": "integer"}))
    current = documents.reading(page, Order=an_object(score=TEXT))

    assert only(compare_documents(previous, current).changes).fields == ("items.score",)


def test_a_change_of_the_whole_message_concerns_everybody(documents: Any) -> None:
    previous, current = documents.reading({"type": "array", "items": TEXT}), documents.reading(TEXT)

    assert only(compare_documents(previous, current).changes).fields == ()


def test_a_field_that_sits_at_too_many_places_concerns_everybody(documents: Any) -> None:
    many = an_object(**{f"order{number}": ORDER for number in range(40)})
    previous = documents.reading(many, Order=an_object(total=TEXT))
    current = documents.reading(many, Order=an_object(total={"type": "integer"}))

    assert only(compare_documents(previous, current).changes).fields == ()


def test_a_recursive_component_is_compared_once(documents: Any) -> None:
    parts = {"type": "array", "items": ORDER}
    previous = documents.reading(ORDER, Order=an_object(["total"], total=TEXT, parts=parts))
    current = documents.reading(ORDER, Order=an_object(total=TEXT, parts=parts))

    assert only(compare_documents(previous, current).changes).rule_id == "response-property-became-optional"


def test_a_union_that_absorbs_the_difference_stops_it(documents: Any) -> None:
    either = {"anyOf": [{"$ref": "#/components/schemas/Known"}, TEXT]}
    previous = documents.reading(either, Known={"type": "string", "enum": ["new"]})
    current = documents.reading(either, Known={"type": "string", "enum": ["new", "paid"]})

    assert compare_documents(previous, current).changes == ()


def test_the_fingerprint_does_not_depend_on_lines_or_on_the_reach(documents: Any) -> None:
    before, after = an_object(["total"], total=TEXT, note=TEXT), an_object(note=TEXT)
    one = compare_documents(documents.reading(ORDER, Order=before), documents.reading(ORDER, Order=after))
    paths = ("/a", "/orders")
    many = compare_documents(
        documents.reading(ORDER, *paths, Other=TEXT, Order=before),
        documents.reading(ORDER, *paths, Other=TEXT, Order=after),
    )

    assert only(one.changes).fingerprint == only(many.changes).fingerprint


def test_a_change_of_a_component_is_named_after_it_and_not_after_one_of_its_uses(documents: Any) -> None:
    used = an_object(total={"$ref": "#/components/schemas/Total"})
    previous = documents.reading(used, "/a", "/orders", Total=TEXT)
    current = documents.reading(used, "/a", "/orders", Total={**TEXT, "nullable": True})

    change = only(compare_documents(previous, current).changes)

    assert change.message == "`Total` was never null and may be null now"
    assert change.previous_pointer == "/components/schemas/Total"


def test_a_change_in_one_alternative_names_no_place_of_another_that_was_tried(documents: Any) -> None:
    mode, either = {"$ref": "#/components/schemas/Mode"}, {"anyOf": [{"$ref": "#/components/schemas/Guild"}]}
    either["anyOf"].append({"$ref": "#/components/schemas/Thread"})
    guild, size = an_object(["guild"], guild=TEXT, mode=mode, size={"type": "integer"}), {"type": "number"}
    thread = an_object(["thread"], thread=TEXT, mode={"anyOf": [{"type": "null"}, mode]})
    previous = documents.reading(either, Mode=TEXT, Guild=guild, Thread=thread)
    changed = {
        "Guild": guild | {"properties": guild["properties"] | {"size": size}},
        "Thread": an_object(["thread"], thread=TEXT, mode=mode),
    }
    current = documents.reading(either, Mode=TEXT, **changed)

    changes = compare_documents(previous, current).changes

    told = {change.rule_id: change.current_pointer for change in changes}
    assert told["response-no-longer-nullable"] == "/components/schemas/Thread/properties/mode"
