"""The facts document and the attested facts, in the words in which their schemas describe them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.models import FactSource
from governance.policy.document import PARTS
from governance.policy.schema import json_schema


@dataclass(frozen=True)
class Member:
    """A member of an object: its type in words, where that links to, and what it means. It may be absent."""

    name: str
    type: str
    link: str
    meaning: str
    optional: bool


@dataclass(frozen=True)
class Kind:
    """A kind of object that stands in the document."""

    name: str
    meaning: str
    members: list[Member]


@dataclass(frozen=True)
class FactsReference:
    """The parts that expressions see, the kinds of objects below them, and the sources of attested facts."""

    version: int
    parts: list[Member]
    kinds: list[Kind]
    sources: list[Kind]


def facts_reference() -> FactsReference:
    schema = json_schema()
    members = [member for member in _members(schema) if member.name in PARTS]
    now = Member("now", "timestamp", "", "The instant at which it is judged.", optional=False)
    return FactsReference(
        version=schema["properties"]["version"]["enum"][0],
        parts=[*members, now],
        kinds=[Kind(name, kind["description"], [*_members(kind)]) for name, kind in sorted(_kinds().items())],
        sources=[_source(source) for source in FactSource.objects.order_by("slug")],
    )


def _kinds() -> dict[str, Any]:
    kinds: dict[str, Any] = json_schema()["$defs"]
    return kinds


def _source(source: FactSource) -> Kind:
    """Attested facts, under the name by which expressions ask for them. A schema may also be just `true`."""
    members = [*_members(source.schema)] if isinstance(source.schema, dict) else []
    return Kind(f"facts['{source.slug}']", source.title, members)


def _members(schema: dict[str, Any]) -> Iterator[Member]:
    required = schema.get("required", ())
    for name, shape in schema.get("properties", {}).items():
        said = shape if isinstance(shape, dict) else {}
        words, link = _type(said)
        meaning = said.get("description") or _kinds().get(link, {}).get("description", "")
        yield Member(name, words, link, meaning, optional=name not in required)


def _type(shape: dict[str, Any]) -> tuple[str, str]:
    """What a schema allows in a few words, and the kind of object that it leads to."""
    match shape:
        case {"$ref": reference}:
            kind = str(reference).rsplit("/", 1)[-1]
            return kind, kind if kind in _kinds() else ""
        case {"enum": values}:
            return " | ".join(str(value) for value in values), ""
        case {"anyOf": [*alternatives]}:
            found = [_type(one) for one in alternatives]
            return " | ".join(words for words, _ in found), "".join(link for _, link in found)
        case {"type": "array", "items": dict(items)}:
            words, link = _type(items)
            return f"list of {words}", link
        case {"type": list(types)}:
            return " | ".join(map(str, types)), ""
    return str(shape.get("type", "any")), ""
