"""Reading Swagger 2.0 documents into the walker's model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.contracts.documents.pointers import join
from catalog.contracts.lifecycle import deprecated
from catalog.contracts.openapi.calls import operations_in
from catalog.contracts.openapi.fields import Malformed, flag, members, word
from catalog.contracts.openapi.items import PathItems
from catalog.contracts.openapi.media_types import UNSPECIFIED, charset, normal_media_type
from catalog.contracts.openapi.model import (
    Body,
    Media,
    Operation,
    OperationPlace,
    Operations,
    Parameter,
    Response,
    parameter_key,
)
from catalog.contracts.openapi.reading import (
    attempt,
    keep_to_template,
    listed,
    named,
    note_problem,
    shared_parameters,
)
from catalog.contracts.openapi.servers import Servers, servers_at
from catalog.contracts.openapi.statuses import DEFAULT, has_no_body
from catalog.contracts.openapi.wires import Wire
from catalog.contracts.schemas.source import Dialect, Node, Source, Synthetic

SWAGGER_2_0 = Dialect(null_keywords=("x-nullable",), boolean_exclusive=True, reference_siblings=False)

_STYLED = ("query", "formData", "path", "header")
_STYLES = {
    "csv": {"query": "form", "formData": "form", "path": "simple", "header": "simple"},
    "ssv": dict.fromkeys(_STYLED, "spaceDelimited"),
    "tsv": dict.fromkeys(_STYLED, "tabDelimited"),
    "pipes": dict.fromkeys(_STYLED, "pipeDelimited"),
    "multi": dict.fromkeys(_STYLED, "form"),
}
_LOCATIONS = ("path", "query", "header", "body", "formData")
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_PARAMETER_ONLY = frozenset({"name", "in", "required", "collectionFormat", "allowEmptyValue"})


@dataclass(eq=False, slots=True)
class Swagger2:
    """A Swagger 2.0 document."""

    source: Source

    def operations(self) -> Operations:
        return operations_in(self.source.root.get("paths"), "request", PathItems(self.source.tree))

    def context(self) -> tuple[Node | None, ...]:
        return (self.source.root.get("consumes"), self.source.root.get("produces"))

    def security_schemes(self) -> dict[str, Node]:
        schemes = self.source.root.get("securityDefinitions")
        return dict(schemes.members()) if schemes else {}

    def servers(self, *owners: Node) -> Servers | None:
        """The document says where, and operations may say by which schemes (`schemes` of the Operation Object)."""
        for owner in owners:
            own = isinstance(listed := owner.value.get("schemes"), list) and bool(listed)
            if own and owner.pointer != self.source.root.pointer:
                return self._served(owner.child("schemes"), listed)
            if owner.pointer == self.source.root.pointer:
                return self._served(
                    owner.get("host") or owner.get("basePath") or owner, listed if own else []
                )
        return None

    def shares_servers(self, place: OperationPlace) -> bool:
        return True

    def _served(self, node: Node, schemes: list[Any]) -> Servers:
        root = self.source.root
        host, path = root.value.get("host"), root.value.get("basePath")
        path = path if isinstance(path, str) else ""
        base = root.get("basePath")
        if not isinstance(host, str):
            return servers_at(node, [path], base)
        named = [f"{scheme}:" for scheme in schemes] or [""]
        return servers_at(node, [f"{scheme}//{host}{path}" for scheme in named], base, root.get("schemes"))

    def read(self, place: OperationPlace) -> Operation:
        operation = Operation(place)
        declared = _parameters(operation, place)
        for node in declared:
            if node.value["in"] not in ("body", "formData"):
                parameter = attempt(operation, node, _read_parameter, "parameters")
                if parameter is not None:
                    operation.parameters[parameter_key(parameter, place.path)] = parameter
        keep_to_template(operation)
        try:
            operation.body = self._body(place, declared)
        except Malformed as error:
            note_problem(operation, place.node, error, "requestBodies")
        if "parameters" in operation.unread:
            operation.unread.add("requestBodies")  # the body is one of them
        for status, node in named(operation, place.node, "responses", DEFAULT):
            response = attempt(operation, node, partial(self._response, place, status), "responses", status)
            if response is not None:
                operation.responses[status] = response
        return operation

    def _body(self, place: OperationPlace, parameters: list[Node]) -> Body | None:
        for node in parameters:
            if node.value["in"] == "body":
                content = self._content(place, "consumes", node)
                return Body(node, flag(node, "required"), content)
        fields = [node for node in parameters if node.value["in"] == "formData"]
        if not fields:
            return None
        owner = place.node.get("parameters") or place.node
        form = _form(owner, fields)
        has_file = any(node.value.get("type") == "file" for node in fields)
        declared = [name for name in self._media_types(place, "consumes") if name in _FORMS]
        types = declared or [_FORMS[0] if has_file else _FORMS[1]]
        required = any(flag(node, "required") for node in fields)
        lists = [node for node in fields if node.value.get("type") == "array"]
        wires = {node.value["name"]: _wire(node, "formData") for node in lists}
        empty = frozenset(node.value["name"] for node in fields if flag(node, "allowEmptyValue"))
        media = {name: Media(name, owner, form, wires=wires, maybe_empty=empty) for name in types}
        return Body(owner, required, media, by_fields=True)

    def _response(self, place: OperationPlace, status: str, node: Node) -> Response:
        if not isinstance(node.value, dict) or "in" in node.value:
            raise Malformed("there should be a response here")
        speaks = "schema" in node.value and not has_no_body(place.method, status)
        content = self._content(place, "produces", node) if speaks else {}
        headers = members(node, "headers")
        for _, header in headers:
            if not isinstance(header.value, dict):
                raise Malformed("there should be a header here", header)
        read = {name.lower(): _as_parameter(header, name, "header") for name, header in headers}
        return Response(node, status, content, read)

    def _content(self, place: OperationPlace, keyword: str, node: Node) -> dict[str, Media]:
        """The media types of a message; they are written where `consumes` or `produces` is."""
        types = self._media_types(place, keyword) or {UNSPECIFIED: ""}
        stated = place.node.get(keyword) or self.source.root.get(keyword) or node
        schema = node.get("schema")
        return {name: Media(name, stated, schema, charset=text) for name, text in types.items()}

    def _media_types(self, place: OperationPlace, keyword: str) -> dict[str, str]:
        """The media types that are declared for messages, each with its character set.

        One that is listed with several can be had in either, so that it states none.
        """
        stated = place.node.value.get(keyword, self.source.tree.get(keyword))
        found: dict[str, str] = {}
        for name in stated if isinstance(stated, list) else ():
            if isinstance(name, str):
                normal, text = normal_media_type(name), charset(name)
                found[normal] = text if found.get(normal, text) == text else ""
        return found


def _parameters(operation: Operation, place: OperationPlace) -> list[Node]:
    """The parameters of a path and an operation; the operation's own stand for those of the path."""
    found: dict[Any, Node] = {}
    for entry in (*shared_parameters(operation), *listed(operation, place.node)):
        node = attempt(operation, entry, _checked, "parameters")
        if node is not None:
            found[node.value["in"], node.value["name"]] = node
    return list(found.values())


def _checked(node: Node) -> Node:
    value = node.value
    if (
        not isinstance(value, dict)
        or value.get("in") not in _LOCATIONS
        or not isinstance(value.get("name"), str)
    ):
        raise Malformed("there should be a parameter here, with `name` and `in`")
    return node


def _read_parameter(node: Node) -> Parameter:
    return _as_parameter(node, node.value["name"], node.value["in"])


def _as_parameter(node: Node, name: str, location: str) -> Parameter:
    """In Swagger 2.0 the parameter is its own schema."""
    return Parameter(
        node,
        name,
        location,
        required=flag(node, "required") or location == "path",
        deprecated=deprecated(node),
        schema=_schema_of(node),
        content={},
        wire=_wire(node, location),
        allows_empty=flag(node, "allowEmptyValue"),
    )


def _wire(node: Node, location: str) -> Wire:
    """How the values of a parameter or header are written; raises Malformed."""
    outer = _collection_format(node)
    inner: list[str] = []
    while (items := node.get("items")) is not None and isinstance(items.value, dict):
        node = items
        if node.value.get("type") == "array":
            inner.append(_collection_format(node))
    nested = tuple(inner) if set(inner) - {"csv"} else ()
    return Wire(_STYLES[outer][location], outer == "multi", nested)


def _collection_format(node: Node) -> str:
    stated = word(node, "collectionFormat", "csv")
    if stated not in _STYLES:
        known = ", ".join(sorted(_STYLES))
        raise Malformed(f"`collectionFormat` should be one of {known}", node.child("collectionFormat"))
    return stated


def _schema_of(node: Node) -> Node:
    schema = {key: value for key, value in node.value.items() if key not in _PARAMETER_ONLY}
    places: dict[tuple[str, ...], str] = {(key,): join(node.pointer, key) for key in schema}
    return Node(node.source, node.pointer, Synthetic(schema, places))


def _form(owner: Node, fields: list[Node]) -> Node:
    """The object that a form's fields make up."""
    schemas = {node.value["name"]: _schema_of(node) for node in fields}
    schema = {
        "type": "object",
        "properties": Synthetic(
            {name: node.value for name, node in schemas.items()},
            _places(schemas),
        ),
        "required": [node.value["name"] for node in fields if flag(node, "required")],
    }
    return Node(owner.source, owner.pointer, Synthetic(schema))


def _places(schemas: dict[str, Node]) -> dict[tuple[str, ...], str]:
    return {(name,): node.pointer for name, node in schemas.items()}
