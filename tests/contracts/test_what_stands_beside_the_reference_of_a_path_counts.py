"""A path item may refer to another one and state more: the fields of both count, and each is where it is written."""

import json
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.openapi.excerpts import excerpt
from catalog.contracts.validate import validate

DONE: dict[str, Any] = {"responses": {"204": {"description": "Done"}}}
REFERENCE = {"$ref": "#/paths/~1shared"}
TRACE = {"name": "trace", "in": "query", "required": True}
TYPES = {"2.0": {"type": "string"}, "3.0.3": {"schema": {"type": "string"}}, "3.1.0": {}}


def document(version: str, item: Any, shared: Any = None, **rest: Any) -> dict[str, Any]:
    keyword = "swagger" if version == "2.0" else "openapi"
    paths = {"/a": item, "/shared": shared or {"get": DONE}}
    return {keyword: version, "info": {"title": "t", "version": "1"}, "paths": paths, **rest}


def compared(previous: Any, current: Any) -> Comparison:
    return compare_documents(json.dumps(previous, indent=1), json.dumps(current, indent=1))


def told(comparison: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    assert comparison.undecided == ()
    return [(change.rule_id, change.operations) for change in comparison.changes]


@pytest.mark.parametrize("version", TYPES)
def test_an_operation_beside_it_can_be_removed(version: str) -> None:
    comparison = compared(document(version, {**REFERENCE, "post": DONE}), document(version, REFERENCE))

    assert told(comparison) == [("operation-removed", ("POST /a",))]
    assert comparison.changes[0].previous_pointer == "/paths/~1a/post"
    assert comparison.changes[0].previous_position.line == 10


@pytest.mark.parametrize("version", TYPES)
def test_a_parameter_beside_it_is_one_of_the_operations_behind_it(version: str) -> None:
    parameter = {**TRACE, **TYPES[version]}
    comparison = compared(
        document(version, REFERENCE), document(version, {**REFERENCE, "parameters": [parameter]})
    )

    assert told(comparison) == [("request-required-parameter-added", ("GET /a",))]
    assert comparison.changes[0].current_pointer == "/paths/~1a/parameters/0"


def test_servers_beside_it_are_those_of_the_operations_behind_it() -> None:
    before, after = (
        document("3.0.3", {**REFERENCE, "servers": [{"url": url}]})
        for url in ("https://a.example", "https://b.example")
    )

    assert told(compared(before, after)) == [("servers-changed", ("GET /a",))]


@pytest.mark.parametrize("version", TYPES)
def test_it_makes_no_difference_which_operations_stand_behind_it(version: str) -> None:
    inlined = document(version, {"get": DONE, "post": DONE})
    through_two = document(version, {**REFERENCE, "post": DONE}, {"$ref": "#/x-item", "summary": "Shared"})

    assert told(compared(inlined, document(version, {**REFERENCE, "post": DONE}))) == []
    assert told(compared(inlined, {**through_two, "x-item": {"get": DONE}})) == []


def test_an_operation_of_a_webhook_and_of_a_callback_can_stand_beside_it() -> None:
    before, after = (
        document(
            "3.1.0", REFERENCE, webhooks={"paid": item}, components={"callbacks": {"C": {"{$url}": item}}}
        )
        for item in ({**REFERENCE, "post": DONE}, REFERENCE)
    )
    for side in (before, after):
        called = {**DONE, "callbacks": {"done": {"$ref": "#/components/callbacks/C"}}}
        side["paths"]["/b"] = {"put": called}

    assert told(compared(before, after)) == [
        ("callback-removed", ("PUT /b",)),
        ("operation-removed", ("WEBHOOK POST paid",)),
    ]


def test_files_of_a_bundle_are_referred_to_alike() -> None:
    before, after = (
        {
            "api.json": json.dumps(document("3.0.3", {"$ref": "paths/a.json", **beside})),
            "paths/a.json": json.dumps({"get": DONE}),
        }
        for beside in ({"post": DONE}, {})
    )

    assert told(compare_documents(before, after)) == [("operation-removed", ("POST /a",))]


@pytest.mark.parametrize(
    ("field", "beside", "behind"),
    [
        ("get", DONE, {**DONE, "deprecated": True}),
        ("parameters", [TRACE], []),
        ("servers", [{"url": "https://a.example"}], [{"url": "https://b.example"}]),
    ],
)
def test_what_both_state_otherwise_is_undecided(field: str, beside: Any, behind: Any) -> None:
    before = document("3.1.0", {**REFERENCE, field: beside}, {"get": DONE, field: behind})
    comparison = compared(before, {**before, "info": {"title": "t", "version": "2"}})

    (corner,) = comparison.undecided
    assert corner.pointer == f"/paths/~1a/{field}"
    assert f"`{field}` is stated beside the `$ref` of a path, and otherwise where that leads" in corner.reason


def test_only_the_operation_that_both_state_otherwise_is_undecided() -> None:
    disputed = {**REFERENCE, "get": {**DONE, "deprecated": True}}
    before, after = (
        document("3.1.0", {**disputed, "post": post}, {"get": DONE, "put": put})
        for post, put in ((DONE, DONE), ({**DONE, "parameters": [TRACE]}, {**DONE, "deprecated": True}))
    )
    comparison = compared(before, after)

    assert [corner.pointer for corner in comparison.undecided] == ["/paths/~1a/get"]
    assert [(change.rule_id, change.operations) for change in comparison.changes] == [
        ("request-required-parameter-added", ("POST /a",)),
        ("operation-deprecated", ("PUT /a", "PUT /shared")),
    ]


@pytest.mark.parametrize("version", TYPES)
def test_beside_parameters_that_both_state_otherwise_all_else_is_compared(version: str) -> None:
    trace, other = ({**TRACE, "name": name, **TYPES[version]} for name in ("trace", "other"))
    before, after = (
        document(
            version, {**REFERENCE, "parameters": [trace]}, {"get": get, "post": DONE, "parameters": [other]}
        )
        for get in (DONE, {"responses": {"200": {"description": "OK"}}})
    )
    comparison = compared(before, after)

    (corner,) = comparison.undecided
    assert (corner.pointer, corner.operations) == ("/paths/~1a/parameters", ("GET /a", "POST /a"))
    assert "response-success-status-removed" in {change.rule_id for change in comparison.changes}


def test_servers_of_an_operation_settle_what_its_path_leaves_open() -> None:
    ours, theirs = ([{"url": f"https://{host}.example"}] for host in "ab")
    item = {**REFERENCE, "servers": ours, "post": DONE}
    before, after = (
        document("3.0.3", item, {"servers": theirs, "get": {**DONE, "servers": servers}})
        for servers in (ours, theirs)
    )
    comparison = compared(before, after)

    assert [(corner.pointer, corner.operations) for corner in comparison.undecided] == [
        ("/paths/~1a/servers", ("POST /a",))
    ]
    assert [change.operations for change in comparison.changes] == [("GET /a", "GET /shared")]


def test_only_the_call_of_a_callback_that_both_state_otherwise_is_undecided() -> None:
    item = {**REFERENCE, "get": {**DONE, "deprecated": True}}
    before, after = (
        document("3.1.0", {"put": {**DONE, "callbacks": {"done": {"{$url}": {**item, "post": post}}}}})
        for post in (DONE, {**DONE, "deprecated": True})
    )
    comparison = compared(before, after)

    assert [corner.pointer.rpartition("/")[2] for corner in comparison.undecided] == ["get"]
    assert [change.rule_id for change in comparison.changes] == ["operation-deprecated"]


def test_what_is_undefined_is_a_warning_of_the_document() -> None:
    item = {**REFERENCE, "parameters": [TRACE], "get": DONE}
    described = document("3.0.3", item, {"parameters": [], "get": {**DONE, "deprecated": True}})
    described["paths"]["/b"] = {"$ref": "#/paths/~1a"}

    found = [(one.severity, one.pointer) for one in validate(load_document(json.dumps(described)))]

    assert [one for one in found if one[0] == "warning"] == [
        ("warning", "/paths/~1a/parameters"),
        ("warning", "/paths/~1a/get"),
    ]


def test_what_both_state_alike_and_what_describes_is_none_of_this() -> None:
    item = {**REFERENCE, "get": DONE, "summary": "Ours"}
    before, after = (
        document("3.1.0", {**item, **beside}, {"get": DONE, "summary": "Theirs"})
        for beside in ({"post": DONE}, {})
    )

    assert told(compared(before, after)) == [("operation-removed", ("POST /a",))]


def test_path_parameters_beside_it_are_declared() -> None:
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    described = document("3.0.3", {}, **{"x-item": {"get": DONE}})
    described["paths"] = {"/a/{id}": {"$ref": "#/x-item", "parameters": [parameter]}}

    assert list(validate(load_document(json.dumps(described)))) == []


def test_an_excerpt_holds_what_stands_beside_and_behind_it() -> None:
    described = document("3.1.0", {**REFERENCE, "parameters": [TRACE], "post": DONE})

    for operation in ("GET /a", "POST /a"):
        _, tree = excerpt(described, operation)
        assert tree["paths"] == {"/a": {"parameters": [TRACE], operation.split()[0].lower(): DONE}}


def test_what_refers_to_itself_stands_by_itself_wherever_the_circle_is_entered() -> None:
    circle = {
        "/a": {"$ref": "#/paths/~1b", "get": DONE},
        "/b": {"$ref": "#/paths/~1a", "post": DONE},
        "/c": {"$ref": "#/paths/~1b", "put": DONE},
    }
    found = []
    for paths in (circle, dict(reversed(circle.items()))):
        described = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
        operations = format_named("openapi").operations(load_document(json.dumps(described)))
        found.append({operation.key: operation.pointer for operation in operations})

    assert found[0] == found[1]
    assert found[0] == {
        "GET /a": "/paths/~1a/get",
        "POST /b": "/paths/~1b/post",
        "PUT /c": "/paths/~1c/put",
        "POST /c": "/paths/~1b/post",
    }
