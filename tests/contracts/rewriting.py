"""Ways to write an API description otherwise without changing what it means; None where one does not apply."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

Tree = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
SECTIONS = (("components", "schemas"), ("definitions",))
BESIDE_REFERENCES = frozenset({"summary", "description"})
NAMING = re.compile(r'"(discriminator|\$id|\$anchor|\$dynamicRef|\$dynamicAnchor|\$defs)":')
"""With these, it counts what a schema is called or where it stands."""


def backwards(document: Tree) -> Tree | None:
    """Keys in the opposite order, all the way down."""
    turned: Tree = _changed(document, lambda value: dict(reversed(value.items())))
    return turned


def renamed(document: Tree) -> Tree | None:
    """Other names for the schemas of an OpenAPI 3 document."""
    text = json.dumps(document)
    if NAMING.search(text) or not _section(document, SECTIONS[0]):
        return None
    other: Tree = json.loads(re.sub(r"#/components/schemas/(\w+)", r"#/components/schemas/Old\1", text))
    schemas = other["components"]["schemas"]
    other["components"]["schemas"] = {f"Old{name}": schema for name, schema in schemas.items()}
    return other


def inlined(document: Tree) -> Tree | None:
    """Schemas in the place of references to them, where they do not lead back to themselves."""
    if NAMING.search(json.dumps(document)):
        return None
    targets = {
        f"#/{'/'.join(section)}/{name}": schema
        for section in SECTIONS
        for name, schema in (_section(document, section) or {}).items()
    }

    def put(value: Any, above: frozenset[str]) -> Any:
        if isinstance(value, list):
            return [put(part, above) for part in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        if len(value) == 1 and isinstance(reference, str) and reference in targets.keys() - above:
            return put(targets[reference], above | {reference})
        return {key: put(part, above) for key, part in value.items()}

    written: Tree = put(document, frozenset())
    return written if written != document else None


def parameters_at_path_level(document: Tree) -> Tree | None:
    """The parameters of the only operation of a path, stated for the path."""

    def moved(item: Tree) -> Tree:
        methods = [method for method in METHODS if method in item]
        if len(methods) != 1 or not item[methods[0]].get("parameters"):
            return item
        operation = dict(item[methods[0]])
        own = operation.pop("parameters")
        others = [one for one in item.get("parameters", ()) if _key(one) not in map(_key, own)]
        return {**item, methods[0]: operation, "parameters": [*others, *own]}

    paths = {path: moved(item) for path, item in document.get("paths", {}).items()}
    return {**document, "paths": paths} if paths != document.get("paths", {}) else None


def security_for_all(document: Tree) -> Tree | None:
    """The security that all operations share, stated for the document."""
    operations = list(_operations(document))
    shared = operations[0].get("security") if operations else None
    alike = all(operation.get("security") == shared for operation in operations)
    if not shared or not alike or "security" in document:
        return None
    paths = {
        path: {
            key: {name: part for name, part in value.items() if name != "security"}
            if key in METHODS
            else value
            for key, value in item.items()
        }
        for path, item in document["paths"].items()
    }
    return {**document, "paths": paths, "security": shared}


def raised_to_3_1(document: Tree) -> Tree | None:
    """An OpenAPI 3.0 document as one of 3.1, with null among the types."""
    text = json.dumps(document)
    if not document.get("openapi", "").startswith("3.0") or re.search(r'"exclusiveM\w+": true', text):
        return None
    if any(part.keys() - BESIDE_REFERENCES > {"$ref"} for part in _objects(document)):
        return None

    def with_null(value: Tree) -> Tree:
        if value.get("nullable") is not True:
            return {key: part for key, part in value.items() if not (key == "nullable" and part is False)}
        rest = {key: part for key, part in value.items() if key != "nullable"}
        if isinstance(rest.get("type"), str) and "enum" not in rest:
            return {**rest, "type": [rest["type"], "null"]}
        return {"anyOf": [rest, {"type": "null"}]}

    return {**_changed(document, with_null), "openapi": "3.1.0"}


def constant(document: Tree) -> Tree | None:
    """`const` in the place of a list of one value, which OpenAPI 3.1 knows."""

    def stated(value: Tree) -> Tree:
        listed = value.get("enum")
        if not isinstance(listed, list) or len(listed) != 1 or "const" in value:
            return value
        return {key: part for key, part in value.items() if key != "enum"} | {"const": listed[0]}

    other: Tree = _changed(document, stated)
    return other if document.get("openapi", "").startswith("3.1") and other != document else None


def wrapped(document: Tree) -> Tree | None:
    """The schemas of messages and parameters, each as the only one of an `allOf`."""

    def around(value: Tree) -> Tree:
        schema = value.get("schema")
        return {**value, "schema": {"allOf": [schema]}} if isinstance(schema, dict) else value

    other: Tree = _changed(document, around)
    return other if other != document else None


REWRITINGS: tuple[Callable[[Tree], Tree | None], ...] = (
    *(backwards, renamed, inlined, parameters_at_path_level, security_for_all),
    *(raised_to_3_1, constant, wrapped),
)


def _changed(value: Any, change: Callable[[Tree], Tree]) -> Any:
    """Every object of a tree changed, what is inside first."""
    if isinstance(value, dict):
        return change({key: _changed(part, change) for key, part in value.items()})
    return [_changed(part, change) for part in value] if isinstance(value, list) else value


def _objects(value: Any) -> Iterator[Tree]:
    if isinstance(value, dict):
        yield value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        yield from _objects(part)


def _operations(document: Tree) -> Iterator[Tree]:
    for item in document.get("paths", {}).values():
        yield from (item[method] for method in METHODS if method in item)


def _section(document: Tree, section: tuple[str, ...]) -> Tree | None:
    found: Any = document
    for key in section:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _key(parameter: Tree) -> tuple[Any, Any]:
    return parameter.get("in"), parameter.get("name")
