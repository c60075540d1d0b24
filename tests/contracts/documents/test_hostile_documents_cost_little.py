import json
import time
import tracemalloc

import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.limits import Deadline, Limits, OutOfTimeError
from catalog.contracts.load import load_document
from catalog.contracts.openapi.validation import findings
from catalog.contracts.validate import validate

SECONDS = 10
MEGABYTES = 200


@pytest.fixture(autouse=True)
def _bounded():
    tracemalloc.start()
    began = time.process_time()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - began < SECONDS
    assert peak < MEGABYTES * 1024 * 1024


def json_shell(value):
    return f'{{"openapi": "3.0.3", "paths": {{}}, "x-value": {value}}}'


def yaml_shell(value):
    return f"openapi: 3.0.3\npaths: {{}}\nx-value: {value}\n"


def bomb(levels, width):
    lines = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(["openapi: 3.0.3", "paths: {}", "x0: &x0 [lol]", *lines])


TOO_DEEP = "nested deeper than 200 levels"
TOO_MANY_ALIASES = "aliases expand to more than"
REFUSED = {
    "10,000 arrays in JSON": (json_shell("[" * 10_000 + "]" * 10_000), TOO_DEEP),
    "10,000 objects in JSON": (json_shell('{"a":' * 10_000 + "1" + "}" * 10_000), TOO_DEEP),
    "100,000 arrays that never end": (json_shell("[" * 100_000), TOO_DEEP),
    "201 arrays in JSON": (json_shell("[" * 200 + "]" * 200), TOO_DEEP),
    # libyaml looks ahead as far as a key may be long, and some of its builds give up there themselves.
    "10,000 arrays in YAML": (
        yaml_shell("[" * 10_000 + "]" * 10_000),
        f"{TOO_DEEP}|exceeded maximum nesting depth",
    ),
    "10,000 dashes in YAML": (yaml_shell("\n  " + "- " * 10_000), TOO_DEEP),
    "2,000 indents in YAML": (
        yaml_shell("\n" + "\n".join(" " * i + "a:" for i in range(1, 2_000))),
        TOO_DEEP,
    ),
    "aliases of aliases": (bomb(40, 10), TOO_MANY_ALIASES),
    "a few wide aliases": (bomb(4, 1_000), TOO_MANY_ALIASES),
    "an alias of a long text": (
        yaml_shell(f"[&a {'a' * 100_000}, {', '.join(['*a'] * 1_000)}]"),
        TOO_MANY_ALIASES,
    ),
    "merges of merges": (
        yaml_shell(
            "\n  - &b {" + ", ".join(f"k{i}: 1" for i in range(1_000)) + "}\n" + "  - {<<: *b}\n" * 1_500
        ),
        TOO_MANY_ALIASES,
    ),
    "a string of escapes that never ends": (json_shell('"' + '\\"' * 1_000_000), "JSON is not valid"),
    "a million quotes": (json_shell('"' * 1_000_000), "JSON is not valid"),
    "a number of a million digits": (json_shell("1" * 1_000_000), "JSON is not valid"),
    "a number of a million digits in YAML": (yaml_shell("1" * 1_000_000), "too many digits"),
    "a key repeated late": (
        json_shell("{" + "".join(f'"k{n}": 0, ' for n in range(50_000)) + '"k0": 0}'),
        "twice",
    ),
    "a million values": (json_shell(f"[{'0,' * 1_000_000}0]"), "more than 100,000 values"),
    "a hundred thousand values in YAML": (yaml_shell(f"[{'0,' * 100_000}0]"), "more than 100,000 values"),
    "a million empty arrays": (json_shell(f"[{'[],' * 1_000_000}0]"), "more than 100,000 values"),
    "150,000 values": (json_shell(f"[{'0,' * 150_000}0]"), "more than 100,000 values"),
    "more bytes than are read": (json_shell('"' + "a" * 2**22 + '"'), "larger than 4,194,304 bytes"),
}
SMALL = Limits(max_nodes=100_000, max_alias_nodes=50_000, max_bytes=2**22)


@pytest.mark.parametrize(("source", "says"), REFUSED.values(), ids=REFUSED)
def test_and_are_refused_with_a_reason(source, says):
    with pytest.raises(DocumentError, match=says):
        load_document(source, limits=SMALL)


def test_time_is_a_limit_too():
    with pytest.raises(DocumentError, match="takes too long"):
        load_document(yaml_shell("[1, 2]"), limits=Limits(seconds=-1))
    problems = validate(load_document(json_shell("1")), limits=Limits(seconds=-1))
    assert "could not be checked to its end" in problems[0].message


def schemas(*members):
    body = ", ".join(f'"S{number}": {schema}' for number, schema in enumerate(members))
    return load_document(
        f'{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}},'
        f' "components": {{"schemas": {{{body}}}}}}}'
    )


def reference(number):
    return f'{{"$ref": "#/components/schemas/S{number}"}}'


def test_references_in_a_circle_are_reported():
    problems = validate(schemas(reference(1), reference(2), reference(0)))
    assert [problem.message for problem in problems] == [
        f"The reference '#/components/schemas/S{number}' leads in a circle" for number in (1, 2, 0)
    ]


def test_recursive_schemas_are_no_circle():
    assert validate(schemas(f'{{"properties": {{"next": {reference(0)}}}}}')) == ()


def test_a_long_chain_of_references_is_followed_once():
    assert validate(schemas(*(reference(n + 1) for n in range(20_000)), "{}")) == ()


def test_one_long_name_may_be_above_many_anchors():
    places = {f"S{n}": {"$anchor": f"a{n}"} for n in range(3_000)}
    named = {f"S{n}": {"$ref": f"s.json#a{n}"} for n in range(200)}
    root = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": named}}
    files = {"root.json": json.dumps(root), "s.json": json.dumps({"$defs": {"n" * 100_000: places}})}
    assert load_document(files).tree["components"]["schemas"]["S0"] == {"$ref": "s.json#a0"}


def test_one_long_name_may_be_above_many_places_in_events():
    places = {f"S{n}": {"type": "string"} for n in range(400)}
    info = {"title": "t", "version": "1"}
    tree = {"asyncapi": "2.6.0", "info": info, "channels": {}, "x-all": {"n" * 1_000_000: places}}
    assert validate(load_document(json.dumps(tree))) == ()


def calling_for_parameters(operations, chain):
    parameters = {f"p{n}": {"$ref": f"#/components/parameters/p{n + 1}"} for n in range(chain)}
    parameters[f"p{chain}"] = {"name": "x", "in": "query", "schema": {}}
    get = {"parameters": [{"$ref": "#/components/parameters/p0"}], "responses": {"200": {"description": "x"}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {f"/a{n}": {"get": get} for n in range(operations)},
        "components": {"parameters": parameters},
    }


def test_a_long_chain_to_a_parameter_is_followed_once():
    assert validate(load_document(json.dumps(calling_for_parameters(1_000, 4_000)))) == ()


def test_the_parameters_of_paths_are_checked_within_the_time():
    tree = calling_for_parameters(2, 2)
    for item in tree["paths"].values():
        item["get"] = {"operationId": "one", **item["get"]}
    now = [0.0]
    found = findings(load_document(json.dumps(tree)), Deadline(1, clock=lambda: now[0]))
    assert next(found).message == "The operationId 'one' is not unique"
    now[0] = 2.0
    with pytest.raises(OutOfTimeError):
        next(found)


def test_a_tower_of_references_is_not_expanded():
    floors = [f'{{"allOf": [{reference(n + 1)}, {reference(n + 1)}]}}' for n in range(200)]
    assert validate(schemas(*floors, "{}")) == ()


def test_a_hundred_thousand_alternatives_are_validated():
    alternatives = ", ".join(f'{{"maxLength": {n}}}' for n in range(100_000))
    assert validate(schemas(f'{{"oneOf": [{alternatives}]}}')) == ()


def test_the_anchors_of_a_file_are_looked_for_once():
    anchored = {f"d{n}": {"$anchor": f"a{n}", "properties": {"a": {"type": "string"}}} for n in range(2_000)}
    named = {f"S{n}": {"$ref": f"s.json#a{n}"} for n in range(2_000)}
    root = {"openapi": "3.1.0", "paths": {}, "components": {"schemas": named}}
    document = load_document({"root.json": json.dumps(root), "s.json": json.dumps({"$defs": anchored})})
    last = document.tree["components"]["schemas"]["S1999"]
    assert last == {"$ref": "#/x-bundled-files/s.json/%24defs/d1999"}


def test_catastrophic_patterns_are_data():
    assert validate(schemas('{"pattern": "(a+)+$", "example": "' + "a" * 5_000 + '!"}')) == ()


def test_of_very_many_mistakes_the_first_are_reported():
    assert len(validate(schemas(*['{"type": "strng"}'] * 20_000))) == Limits().max_problems
    assert len(validate(schemas(f'{{"allOf": [{", ".join(["{}", *["5"] * 50_000])}]}}'))) == 1
