"""The JSON Schema of the facts document, made from its types and their meanings."""

from collections.abc import Iterator
from functools import cache
from inspect import cleandoc, get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, is_typeddict

from governance.policy.document import VERSION, Document

_NAMES: dict[Any, str] = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


@cache
def json_schema() -> dict[str, Any]:
    """The schema, in the 2020-12 dialect; every type stands in `$defs` under its name."""
    defs = {kind.__name__: _object(kind) for kind in _kinds(Document)}
    root = defs.pop(Document.__name__)
    title = f"The facts document of a service, version {VERSION}"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **root, "$defs": defs}


def _kinds(kind: Any) -> Iterator[Any]:
    """The type and every one that it is made of, once each."""
    waiting, seen = [kind], set()
    while waiting:
        part = waiting.pop()
        if is_typeddict(part) and part not in seen:
            seen.add(part)
            yield part
            waiting += get_annotations(part).values()
        elif not is_typeddict(part) and get_origin(part) is not Literal:
            waiting += [inner for inner in get_args(part) if not isinstance(inner, str)]


def _object(kind: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": cleandoc(kind.__doc__),
        "properties": {name: _schema(hint) for name, hint in get_annotations(kind).items()},
        "required": sorted(kind.__required_keys__),
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    match get_origin(hint), get_args(hint):
        case (origin, (inner, *meanings)) if origin is Annotated:
            schema = {**_schema(inner), "description": " ".join(reversed(meanings))}
        case (origin, (inner,)) if origin is NotRequired:
            schema = _schema(inner)
        case (origin, values) if origin is Literal:
            schema = {"enum": list(values)}
        case (origin, (inner,)) if origin is list:
            schema = {"type": "array", "items": _schema(inner)}
        case (origin, (_, inner)) if origin is dict:
            schema = {"type": "object", "additionalProperties": _schema(inner)}
        case (origin, kinds) if origin in {Union, UnionType}:
            schema = {"anyOf": [_schema(kind) for kind in kinds]}
        case _ if is_typeddict(hint):
            schema = {"$ref": f"#/$defs/{hint.__name__}"}
        case _:
            schema = {"type": _NAMES[hint]} if hint in _NAMES else {}
    return schema
