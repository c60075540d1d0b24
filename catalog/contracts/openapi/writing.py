"""How values are written into a request or a response: RFC 6570 as the styles of OpenAPI name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from catalog.contracts.documents.json_text import write_json
from catalog.contracts.openapi.model import Parameter
from catalog.contracts.openapi.wires import DELIMITERS, Wire
from catalog.contracts.schemas.values import as_text


class Unsendable(Exception):  # noqa: N818 - there are values that no message can carry
    """A value that cannot be told from none once it is written."""


def in_query(parameter: Parameter, value: Any) -> dict[str, list[str]]:
    """The names and values that a parameter adds to the query; raises Unsendable."""
    style, exploded = parameter.wire.style, parameter.wire.exploded
    if parameter.content:
        return {parameter.name: [_json(value)]}
    if value in ([], {}):
        raise Unsendable
    if style == "deepObject" and isinstance(value, dict):
        return dict(_bracketed(parameter.name, value))
    if isinstance(value, dict) and exploded:
        return {name: _texts(member) for name, member in value.items()}
    if isinstance(value, list) and exploded:
        return {parameter.name: _texts(value)}
    return {parameter.name: [DELIMITERS.get(style, ",").join(_flat(value))]}


def in_path(parameter: Parameter, value: Any) -> str:
    """What stands in the path for a parameter, escaped; raises Unsendable."""
    style, exploded = parameter.wire.style, parameter.wire.exploded
    name = quote(parameter.name, safe="")
    parts = [quote(part, safe="") for part in _pairs_or_items(parameter, value, exploded=exploded)]
    if not any(parts):
        raise Unsendable
    if exploded and isinstance(value, dict):
        parts = [part.replace("%3D", "=", 1) for part in parts]
    if style == "label":
        return "." + ("." if exploded else ",").join(parts)
    if style == "matrix" and exploded:
        return "".join(f";{part}" if isinstance(value, dict) else f";{name}={part}" for part in parts)
    return (f";{name}=" if style == "matrix" else "") + ",".join(parts)


def in_header(parameter: Parameter, value: Any) -> str:
    """The value of a header or cookie; raises Unsendable."""
    text = ",".join(_pairs_or_items(parameter, value, exploded=parameter.wire.exploded))
    if text != text.strip() or not text.isprintable() or not text:
        raise Unsendable
    return text


def form(
    value: Any, in_json: AbstractSet[str] = frozenset(), wires: Mapping[str, Wire] = MappingProxyType({})
) -> str:
    """An object as `application/x-www-form-urlencoded`: members of members go into brackets, those that are said to
    be JSON as such, and lists as the style says. Raises Unsendable.
    """
    if not isinstance(value, dict):
        raise Unsendable
    packed = {
        name: _json(member) if name in in_json else _in_field(member, wires.get(name))
        for name, member in value.items()
    }
    fields = _bracketed("", packed)
    if not all(texts for _, texts in fields):
        raise Unsendable
    return query_string(dict(fields))


def _in_field(value: Any, wire: Wire | None) -> Any:
    if not isinstance(value, list) or not value or wire is None or wire.exploded:
        return value
    return DELIMITERS.get(wire.style, ",").join(_texts(value))


def query_string(fields: dict[str, list[str]]) -> str:
    """Names and values as they stand in a URL or a form, with what is harmless left readable."""
    pairs = ((name, text) for name, texts in fields.items() for text in texts)
    return "&".join(f"{quote(name, safe='[]')}={quote(text, safe=',:/@')}" for name, text in pairs)


def _json(value: Any) -> str:
    return write_json(value).decode()


def _texts(value: Any) -> list[str]:
    return [as_text(part) for part in value] if isinstance(value, list) else [as_text(value)]


def _flat(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        return [text for name, member in value.items() for text in (name, as_text(member))]
    return _texts(value)


def _pairs_or_items(parameter: Parameter, value: Any, *, exploded: bool) -> list[str]:
    if parameter.content:
        return [_json(value)]
    if exploded and isinstance(value, dict):
        return [f"{name}={as_text(member)}" for name, member in value.items()]
    return list(_flat(value))


def _bracketed(name: str, value: Any) -> list[tuple[str, list[str]]]:
    if not isinstance(value, dict):
        return [(name, _texts(value))]
    named = ((f"{name}[{key}]" if name else key, member) for key, member in value.items())
    return [field for key, member in named for field in _bracketed(key, member)]
