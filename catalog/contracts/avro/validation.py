"""Mistakes in Avro schemas (Apache Avro 1.12.0, section "Schema Declaration"), each with its place.

fastavro says whether a schema can be used, and names no place. So the rules of the specification are looked at place
by place, and what fastavro refuses beyond that is a finding about the whole schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.contracts.avro.encoding import READS_WRONGLY, Unwritable, Written
from catalog.contracts.avro.fitting import Fitting
from catalog.contracts.avro.logical import is_count, logical_type
from catalog.contracts.avro.model import NAMED, PRIMITIVES, UNKNOWN, Place, Schemas, Type, is_field, texts
from catalog.contracts.avro.naming import FULL_NAME, NAME
from catalog.contracts.avro.samples import Sampler
from catalog.contracts.documents.document import Document
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding
from catalog.contracts.schemas.source import Node, Source

_ORDERS = ("ascending", "descending", "ignore")


def findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """The mistakes of a document; raises OutOfTimeError."""
    yield from schema_findings(Source(document.tree), deadline)


def schema_findings(source: Source, deadline: Deadline) -> Iterator[Finding]:
    """The same of the schemas of a source."""
    schemas = Schemas(source, deadline.check).collected()
    found = False
    for finding in _own_findings(schemas, deadline):
        found = found or finding.severity == "error"
        yield finding
    if not found:
        yield from _of_the_library(schemas)


def _own_findings(schemas: Schemas, deadline: Deadline) -> Iterator[Finding]:
    seen: set[str] = set()
    for place in schemas.places:
        deadline.check()
        yield from _at(schemas, place, seen)
    sampler = Sampler(schemas, deadline.check)
    for found in schemas.named.values():
        if found.kind == "record" and not sampler.has_data(found) and _complete(schemas, found):
            yield Finding(
                f"`{found.name}` contains itself without an end, so that there is no data of it",
                found.node.place,
            )


def _at(schemas: Schemas, place: Place, seen: set[str]) -> Iterator[Finding]:
    found = schemas.at(place.node)
    if found.kind == UNKNOWN and found.node.pointer == place.node.pointer:
        yield _finding(place.node, found.name)
    if isinstance(place.node.value, str):
        if found.kind in NAMED and found.name not in seen and _same_file(schemas, place.node, found.node):
            yield _finding(place.node, f"`{found.name}` is used before it is defined")
        return
    if place.defined:
        if place.defined in seen:
            yield _finding(place.node, f"`{place.defined}` is defined twice")
        seen.add(place.defined)
        yield from _names(place)
    if found.node.pointer != place.node.pointer:
        return
    if found.kind == "union":
        yield from _union(schemas, found)
    elif found.kind in _CHECKS:
        yield from _CHECKS[found.kind](schemas, found)
    yield from _logical(found)


def _names(place: Place) -> Iterator[Finding]:
    value = place.node.value
    if not FULL_NAME.fullmatch(place.defined):
        yield _finding(
            place.node.child("name"), f"`{place.defined}` is no name: letters, digits and `_`, no digit first"
        )
    if place.defined in PRIMITIVES:
        yield _finding(place.node.child("name"), f"`{place.defined}` is the name of a primitive type")
    if "aliases" in value and len(texts(value["aliases"])) != _length(value["aliases"]):
        yield _finding(place.node.child("aliases"), "`aliases` must be a list of names")


def _record(schemas: Schemas, found: Type) -> Iterator[Finding]:
    listed = found.node.get("fields")
    if listed is None or not isinstance(listed.value, list):
        yield _finding(listed or found.node, f"`fields` of `{found.name}` must be a list of fields")
        return
    names: set[str] = set()
    for node in listed.items():
        if not is_field(node.value):
            yield _finding(node, "a field has a `name` and a `type`")
            continue
        name = node.value["name"]
        if not NAME.fullmatch(name):
            yield _finding(
                node.child("name"), f"`{name}` is no name: letters, digits and `_`, no digit first"
            )
        if name in names:
            yield _finding(node.child("name"), f"`{found.name}` has two fields with the name `{name}`")
        names.add(name)
        yield from _field(schemas, node)


def _field(schemas: Schemas, node: Node) -> Iterator[Finding]:
    if node.value.get("order", _ORDERS[0]) not in _ORDERS:
        yield _finding(node.child("order"), f"`order` must be one of {', '.join(_ORDERS)}")
    if "default" in node.value:
        default = node.child("default")
        reason = Fitting(schemas).misfit(schemas.at(node.child("type")), default.value)
        if reason:
            yield _finding(default, f"the default of `{node.value['name']}` does not fit its type: {reason}")


def _enum(_schemas: Schemas, found: Type) -> Iterator[Finding]:
    symbols = found.symbols()
    listed = found.node.get("symbols")
    if listed is None or not isinstance(listed.value, list) or len(symbols) != len(listed.value):
        yield _finding(listed or found.node, f"`symbols` of `{found.name}` must be a list of names")
        return
    known: set[str] = set()
    for node in listed.items():
        if not NAME.fullmatch(node.value):
            yield _finding(node, f"`{node.value}` is no symbol: letters, digits and `_`, no digit first")
        if node.value in known:
            yield _finding(node, f"`{found.name}` has the symbol `{node.value}` twice")
        known.add(node.value)
    if "default" in found.node.value and found.node.value["default"] not in symbols:
        yield _finding(found.node.child("default"), f"the default of `{found.name}` is none of its symbols")


def _fixed(_schemas: Schemas, found: Type) -> Iterator[Finding]:
    if not is_count(found.node.value.get("size")):
        yield _finding(
            found.node.get("size") or found.node, f"`size` of `{found.name}` must be a number of bytes"
        )


def _union(schemas: Schemas, found: Type) -> Iterator[Finding]:
    known: set[str] = set()
    for node in found.branches():
        branch = schemas.at(node)
        if branch.kind == "union":
            yield _finding(node, "a union may not hold another union right away")
        elif branch.kind != UNKNOWN and branch.label in known:
            yield _finding(node, f"the union holds `{branch.label}` twice")
        known.add(branch.label)


def _logical(found: Type) -> Iterator[Finding]:
    value = found.node.value
    if isinstance(value, dict) and value.get("logicalType") == "decimal" and logical_type(found) is None:
        reason = (
            "`precision` must be a positive number that the bytes have room for, `scale` no larger than that"
        )
        yield _finding(found.node, f"the decimal is ignored by readers: {reason}", "warning")


_CHECKS = {"record": _record, "enum": _enum, "fixed": _fixed}


def _complete(schemas: Schemas, found: Type) -> bool:
    """Whether all that a record is made of is known, so that nothing else explains that there is no data of it."""
    seen, waiting = {found.node.pointer}, [found]
    while waiting:
        one = waiting.pop()
        if one.kind == UNKNOWN or (one.kind == "enum" and not one.symbols()):
            return False
        places = [field.type for field in one.fields] if one.kind == "record" else []
        places += one.branches() if one.kind == "union" else []
        for below in map(schemas.at, places):
            if below.node.pointer not in seen:
                seen.add(below.node.pointer)
                waiting.append(below)
    return True


def _of_the_library(schemas: Schemas) -> Iterator[Finding]:
    written = Written(schemas)
    for node in schemas.contracts():
        try:
            written.of(node)
        except (Unwritable, *READS_WRONGLY) as error:
            yield _finding(node, f"the schema cannot be used: {error}")


def _same_file(schemas: Schemas, one: Node, other: Node) -> bool:
    return schemas.file(one) == schemas.file(other)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else -1


def _finding(node: Node, message: str, severity: Any = "error") -> Finding:
    return Finding(f"{message[:1].upper()}{message[1:]}", node.place, severity)
