"""Reading Swagger 2.0 documents into the walker's model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.contracts.lifecycle import deprecated
from catalog.contracts.openapi.fields import Malformed, members
from catalog.contracts.openapi.media_types import UNSPECIFIED, normal_media_type
from catalog.contracts.openapi.model import (
    Body,
    Media,
    Operation,
    OperationPlace,
    Operations,
    Parameter,
    Response,
    operations_in,
    parameter_key,
)
from catalog.contracts.openapi.reading import attempt, listed, named
from catalog.contracts.openapi.servers import Servers, servers_at
from catalog.contracts.openapi.statuses import DEFAULT, has_no_body
from catalog.contracts.openapi.wires import Wire
from catalog.contracts.schemas.source import Dialect, Node, Source, Synthetic, escape

SWAGGER_2_0 = Dialect(null_keywords=("x-nullable",), boolean_exclusive=True, reference_siblings=False)

_STYLES = {
    "csv": {"query": "form", "path": "simple", "header": "simple"},
    "ssv": dict.fromkeys(("query", "path", "header"), "spaceDelimited"),
    "tsv": dict.fromkeys(("query", "path", "header"), "tabDelimited"),
    "pipes": dict.fromkeys(("query", "path", "header"), "pipeDelimited"),
    "multi": dict.fromkeys(("query", "path", "header"), "form"),
}
_LOCATIONS = ("path", "query", "header", "body", "formData")
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
_PARAMETER_ONLY = frozenset({"name", "in", "required", "collectionFormat", "allowEmptyValue"})


@dataclass(eq=False, slots=True)
class Swagger2:
    """A Swagger 2.0 document."""

    source: Source

    def operations(self) -> Operations:
        return operations_in(self.source.root.get("paths"), "request")

    def context(self) -> tuple[Node | None, ...]:
        return (self.source.root.get("consumes"), self.source.root.get("produces"))

    def security_schemes(self) -> dict[str, Node]:
        schemes = self.source.root.get("securityDefinitions")
        return dict(schemes.members()) if schemes else {}

    def servers(self, *owners: Node) -> Servers | None:
        root = self.source.root
        if all(owner.pointer != root.pointer for owner in owners):
            return None
        host, base, schemes = (root.value.get(key) for key in ("host", "basePath", "schemes"))
        path = base if isinstance(base, str) else ""
        if not isinstance(host, str):
            return servers_at(root, [path])
        named = [f"{scheme}:" for scheme in schemes] if isinstance(schemes, list) and schemes else [""]
        return servers_at(root, [f"{scheme}//{host}{path}" for scheme in named])

    def read(self, place: OperationPlace) -> Operation:
        operation = Operation(place)
        found: dict[Any, Node] = {}
        for owner in (place.item, place.node):
            for entry in listed(operation, owner):
                node = attempt(operation, entry, _checked, "parameters")
                if node is not None:
                    found[node.value["in"], node.value.get("name")] = node
        for (location, _), node in found.items():
            if location not in ("body", "formData"):
                parameter = _read_parameter(node)
                operation.parameters[parameter_key(parameter, place.path)] = parameter
        operation.body = self._body(place, list(found.values()))
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
                return Body(node, node.value.get("required") is True, content)
        fields = [node for node in parameters if node.value["in"] == "formData"]
        if not fields:
            return None
        owner = place.node.get("parameters") or place.node
        form = _form(owner, fields)
        has_file = any(node.value.get("type") == "file" for node in fields)
        declared = [name for name in self._media_types(place, "consumes") if name in _FORMS]
        types = declared or [_FORMS[0] if has_file else _FORMS[1]]
        required = any(node.value.get("required") is True for node in fields)
        return Body(owner, required, {name: Media(name, owner, form) for name in types})

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
        types = self._media_types(place, keyword) or [UNSPECIFIED]
        stated = place.node.get(keyword) or self.source.root.get(keyword) or node
        return {name: Media(name, stated, node.get("schema")) for name in types}

    def _media_types(self, place: OperationPlace, keyword: str) -> list[str]:
        stated = place.node.value.get(keyword, self.source.tree.get(keyword))
        names = [name for name in stated if isinstance(name, str)] if isinstance(stated, list) else []
        return [normal_media_type(name) for name in names]


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
    value = node.value
    return Parameter(
        node,
        name,
        location,
        required=value.get("required") is True,
        deprecated=deprecated(node),
        schema=_schema_of(node),
        content={},
        wire=_wire(value, location),
        allows_empty=value.get("allowEmptyValue") is True,
    )


def _wire(value: dict[str, Any], location: str) -> Wire:
    formats = [str(value.get("collectionFormat", "csv"))]
    while isinstance(items := value.get("items"), dict):
        value = items
        if value.get("type") == "array":
            formats.append(str(value.get("collectionFormat", "csv")))
    style = _STYLES.get(formats[0], _STYLES["csv"])[location]
    nested = tuple(formats[1:]) if set(formats[1:]) - {"csv"} else ()
    return Wire(style, formats[0] == "multi", nested)


def _schema_of(node: Node) -> Node:
    schema = {key: value for key, value in node.value.items() if key not in _PARAMETER_ONLY}
    places: dict[tuple[str, ...], str] = {(key,): f"{node.pointer}/{escape(key)}" for key in schema}
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
        "required": [node.value["name"] for node in fields if node.value.get("required") is True],
    }
    return Node(owner.source, owner.pointer, Synthetic(schema))


def _places(schemas: dict[str, Node]) -> dict[tuple[str, ...], str]:
    return {(name,): node.pointer for name, node in schemas.items()}
