"""Avro data as fastavro writes and reads it: the independent judge of what one schema reads of another's data."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import fastavro
from fastavro.read import SchemaResolutionError
from fastavro.schema import SchemaParseException, UnknownType

from catalog.contracts.avro.model import NAMED, PRIMITIVES, UNKNOWN, Schemas
from catalog.contracts.schemas.source import Node

READS_WRONGLY = (
    *(ValueError, TypeError, LookupError, EOFError, OverflowError, AttributeError, RecursionError),
    *(SchemaParseException, UnknownType),
)
"""What fastavro raises for data that a schema does not fit, and for schemas that are none."""

_LEFT_OUT = frozenset({"doc", "logicalType", "namespace", "order"})


class Unwritable(Exception):  # noqa: N818 - the answer is then that there is no proof
    """A schema that cannot be written down for fastavro."""


class Written:
    """Schemas of one document, each written as one self-contained schema with full names.

    Logical types are left out: they do not decide what can be read, and their values would have to be converted.
    """

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._known: dict[tuple[str, frozenset[str]], Any] = {}

    def of(self, node: Node) -> Any:
        """The schema at a place, parsed by fastavro; raises Unwritable, and what `READS_WRONGLY` names."""
        return self._parsed(node, _LEFT_OUT)

    def for_writing(self, node: Node) -> Any:
        """The same without defaults, which nobody needs who writes whole data.

        With them fastavro would fill in records where it looks for the branch of a union, without an end where a
        default leads back to its own record, which ends the process.
        """
        return self._parsed(node, _LEFT_OUT | {"default"})

    def _parsed(self, node: Node, left_out: frozenset[str]) -> Any:
        key = (node.pointer, left_out)
        if key not in self._known:
            self._known[key] = fastavro.parse_schema(self._plain(node, left_out, set()))
        return self._known[key]

    def _plain(self, node: Node, left_out: frozenset[str], defined: set[str]) -> Any:
        found = self._schemas.at(node)
        if found.kind == UNKNOWN:
            raise Unwritable
        if found.kind in PRIMITIVES:
            return found.kind
        if found.kind == "union":
            return [self._plain(branch, left_out, defined) for branch in found.branches()]
        if found.kind not in NAMED:
            below = "items" if found.kind == "array" else "values"
            return {"type": found.kind, below: self._plain(found.below(), left_out, defined)}
        if found.name in defined:
            return found.name
        defined.add(found.name)
        plain = {key: value for key, value in found.node.value.items() if key not in left_out}
        plain |= {"type": found.kind, "name": found.name, "aliases": list(found.aliases)}
        if found.kind == "record":
            plain["fields"] = [
                {
                    **{key: value for key, value in field.node.value.items() if key not in left_out},
                    "type": self._plain(field.type, left_out, defined),
                }
                for field in found.fields
            ]
        return plain


def encoded(schema: Any, datum: Any) -> bytes:
    """A datum in the binary encoding; raises what `READS_WRONGLY` names."""
    written = BytesIO()
    fastavro.schemaless_writer(written, schema, datum)
    return written.getvalue()


def reads(data: bytes, writer: Any, reader: Any) -> bool:
    """Whether data that was written with one schema is read with another; False only where the schemas do not match.

    Raises what `READS_WRONGLY` names where fastavro fails in another way.
    """
    try:
        fastavro.schemaless_reader(BytesIO(data), writer, reader)
    except SchemaResolutionError:
        return False
    return True


class Notation:
    """Data in other words. Data of one contract has most of its parts in common, so each part is put once."""

    def __init__(self) -> None:
        self._plain: dict[int, tuple[Any, Any]] = {}
        self._json: dict[int, tuple[Any, Any]] = {}

    def untagged(self, datum: Any) -> Any:
        """A datum without the names of the branches that were chosen: fastavro finds them itself, where it can."""
        if isinstance(datum, tuple):
            return self.untagged(datum[1])
        return _parts(self._plain, datum, self.untagged)

    def as_json(self, datum: Any) -> Any:
        """A datum in the JSON encoding: bytes are text of their code points, a branch that is named a member of its
        name (Apache Avro 1.12.0, section "JSON Encoding").
        """
        if isinstance(datum, bytes):
            return datum.decode("iso-8859-1")
        if isinstance(datum, tuple):
            return None if datum[1] is None else {datum[0]: self.as_json(datum[1])}
        return _parts(self._json, datum, self.as_json)


def _parts(known: dict[int, tuple[Any, Any]], datum: Any, put: Callable[[Any], Any]) -> Any:
    if not isinstance(datum, list | dict):
        return datum
    if id(datum) not in known:
        # The datum is kept beside what is made of it, so that its identity stays its own.
        made = (
            [put(one) for one in datum] if isinstance(datum, list) else {k: put(v) for k, v in datum.items()}
        )
        known[id(datum)] = (datum, made)
    return known[id(datum)][1]
