"""Reading OpenAPI 3.0 and 3.1 documents into the walker's model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from catalog.contracts.lifecycle import deprecated
from catalog.contracts.openapi.binary import content_schema
from catalog.contracts.openapi.calls import callbacks_in, operations_in
from catalog.contracts.openapi.fields import Malformed, entries, flag, members, word
from catalog.contracts.openapi.items import PathItems
from catalog.contracts.openapi.media_types import FORM, charset, normal_media_type
from catalog.contracts.openapi.model import (
    Body,
    Media,
    Operation,
    OperationPlace,
    Operations,
    Parameter,
    Response,
    check_kind,
    parameter_key,
    positions,
)
from catalog.contracts.openapi.servers import Servers, stated_servers
from catalog.contracts.openapi.statuses import DEFAULT, has_no_body
from catalog.contracts.openapi.wires import Wire, wire_of
from catalog.contracts.schemas.source import Dialect, Node, Source, Unresolved

OPENAPI_3_0 = Dialect(null_keywords=("nullable",), boolean_exclusive=True, reference_siblings=False)
OPENAPI_3_1 = Dialect()

_LOCATIONS = ("path", "query", "header", "cookie")
_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})

_Read = TypeVar("_Read")


@dataclass(eq=False, slots=True)
class OpenApi3:
    """An OpenAPI 3 document."""

    source: Source
    _items: PathItems = field(init=False)
    _parameters: dict[tuple[Source, str], Parameter] = field(default_factory=dict)
    _responses: dict[tuple[Source, str, str, str], Response] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._items = PathItems(self.source.tree)

    def operations(self) -> Operations:
        root = self.source.root
        paths = operations_in(root.get("paths"), "request", self._items)
        called = self.source.calling.root.get("webhooks")
        webhooks = operations_in(called, "response", self._items, "WEBHOOK ")
        return Operations(paths.places | webhooks.places, paths.unreadable | webhooks.unreadable)

    def context(self) -> tuple[Node | None, ...]:
        return ()

    def security_schemes(self) -> dict[str, Node]:
        components = self.source.root.get("components")
        schemes = components.get("securitySchemes") if components else None
        return dict(schemes.members()) if schemes else {}

    def servers(self, *owners: Node) -> Servers | None:
        return stated_servers(*owners)

    def shares_servers(self, place: OperationPlace) -> bool:
        return self.servers(place.node, place.item) is None

    def read(self, place: OperationPlace) -> Operation:
        operation = Operation(place)
        for node in (*shared_parameters(operation), *listed(operation, place.node)):
            parameter = attempt(operation, node, self._parameter, "parameters")
            if parameter is not None and not _ignored(parameter):
                operation.parameters[parameter_key(parameter, place.path)] = parameter
        keep_to_template(operation)
        if (body := place.node.get("requestBody")) is not None:
            operation.body = attempt(operation, body, _read_body, "requestBodies")
        for stated, node in named(operation, place.node, "responses", DEFAULT):
            status = stated if stated == DEFAULT else stated.upper()
            read = partial(self._response, method=place.method, status=status)
            response = attempt(operation, node, read, "responses", status)
            if response is not None:
                operation.responses[status] = response
        read_callbacks = partial(callbacks_in, items=self._items)
        for name, node in named(operation, place.node, "callbacks"):
            for callback in attempt(operation, node, read_callbacks, "callbacks") or ():
                operation.callbacks[name, callback.method, callback.path] = callback
        return operation

    def _parameter(self, node: Node) -> Parameter:
        """What many operations share is read once."""
        key = (node.source, node.pointer)
        if key not in self._parameters:
            self._parameters[key] = read_parameter(node)
        return self._parameters[key]

    def _response(self, node: Node, method: str, status: str) -> Response:
        key = (node.source, node.pointer, method, status)
        if key not in self._responses:
            self._responses[key] = _read_response(node, method, status)
        return self._responses[key]


def keep_to_template(operation: Operation) -> None:
    """Leave the path parameters that the path has: every client fills these in, declared or not, and sends no others.

    One that is not declared may be any text.
    """
    if "parameters" in operation.unread:
        return
    declared, place = operation.parameters, operation.place
    at = Node(place.node.source, place.node.pointer, value={})
    schema = Node(at.source, at.pointer, {"type": "string"})
    for name, index in positions(place.path).items():
        if ("path", index) not in declared and not name.startswith("$"):  # as runtime expressions do
            declared["path", index] = Parameter(
                at,
                name,
                "path",
                required=True,
                deprecated=False,
                schema=schema,
                content={},
                wire=Wire("simple"),
            )
    for key in [("path", one.name) for one in declared.values() if one.location == "path"]:
        declared.pop(key, None)


def attempt(
    operation: Operation, node: Node, read: Callable[[Node], _Read], kind: str, part: str = ""
) -> _Read | None:
    """Read what a place refers to, or note on the operation why that is not possible.

    `kind` is the kind of component that may stand there; `part` is what is then missing, the kind by default.
    """
    try:
        target = node.resolved()
        check_kind(target, kind)
        return read(target)
    except (Unresolved, Malformed) as error:
        note_problem(operation, node, error, part or kind)
        return None


def shared_parameters(operation: Operation) -> list[Node]:
    """The parameters of its path."""
    if not (doubts := operation.place.doubts("parameters")):
        return listed(operation, operation.place.item)
    operation.problems.extend(doubts)
    operation.unread.add("parameters")
    return []


def listed(operation: Operation, owner: Node) -> list[Node]:
    """The parameters of a path or an operation."""
    try:
        return entries(owner, "parameters")
    except Malformed as error:
        note_problem(operation, owner, error, "parameters")
        return []


def named(operation: Operation, owner: Node, key: str, part: str = "") -> list[tuple[str, Node]]:
    """The members of a field of an operation, without extensions; `part` is what is missing where it is no object."""
    try:
        return [(name, node) for name, node in members(owner, key) if not name.startswith("x-")]
    except Malformed as error:
        note_problem(operation, owner, error, part or key)
        return []


def note_problem(operation: Operation, node: Node, error: Exception, part: str) -> None:
    where = error.node if isinstance(error, Malformed) and error.node else node
    operation.problems.append((where, str(error)))
    operation.unread.add(part)


def read_parameter(node: Node) -> Parameter:
    """A parameter object; raises Malformed for anything else."""
    value = node.value
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("name"), str)
        or value.get("in") not in _LOCATIONS
    ):
        raise Malformed("there should be a parameter here, with `name` and `in`")
    return _described(node, value["name"], value["in"])


def _described(node: Node, name: str, location: str) -> Parameter:
    schema = node.get("schema")
    return Parameter(
        node,
        name,
        location,
        required=flag(node, "required") or location == "path",
        deprecated=deprecated(node),
        schema=schema,
        content=read_content(node),
        wire=wire_of(node, _STYLES[location], name),
        allows_empty=flag(node, "allowEmptyValue"),
        allows_reserved=flag(node, "allowReserved"),
    )


def read_content(node: Node) -> dict[str, Media]:
    """The media types of a message, by their normal name; raises Malformed where one has two descriptions."""
    found: dict[str, Media] = {}
    for name, media in members(node, "content"):
        if not isinstance(media.value, dict | None):
            raise Malformed("there should be a media type here", media)
        normal = normal_media_type(name)
        if normal in found and found[normal].node.value != media.value:
            raise Malformed(f"the media type {normal} is described twice")
        schema, wires = content_schema(media, normal), _part_wires(media, normal)
        found[normal] = Media(normal, media, schema, _part_headers(media), wires, charset=charset(name))
    return found


def _part_headers(media: Node) -> dict[str, dict[str, Parameter]]:
    return {name: read_headers(node) for name, node in _encodings(media)}


def _part_wires(media: Node, name: str) -> dict[str, Wire]:
    """How the parts of a form are written. OpenAPI 3.0 (4.8.15.1) ignores it for anything but a form of this type."""
    found = {part: wire_of(encoding, "form") for part, encoding in _encodings(media)}
    return {} if name != FORM and media.source.dialect.boolean_exclusive else found


def _encodings(media: Node) -> list[tuple[str, Node]]:
    encodings = members(media, "encoding") if media.value is not None else []
    for _, encoding in encodings:
        _check_encoding(encoding)
    return encodings


def _check_encoding(encoding: Node) -> None:
    """Raise Malformed where it cannot be read; that is done where the parts of a form are compared."""
    if not isinstance(encoding.value, dict):
        raise Malformed("there should be an encoding here", encoding)
    word(encoding, "contentType", "")
    flag(encoding, "allowReserved")


def _read_body(node: Node) -> Body:
    if not isinstance(node.value, dict) or not isinstance(node.value.get("content"), dict):
        raise Malformed("there should be a request body here, with `content`")
    return Body(node, flag(node, "required"), read_content(node))


def _read_response(node: Node, method: str, status: str) -> Response:
    if not isinstance(node.value, dict) or "in" in node.value:
        raise Malformed("there should be a response here")
    found = {name: link.resolved() for name, link in members(node, "links")}
    content = {} if has_no_body(method, status) else read_content(node)
    known = {name: link for name, link in found.items() if link.value is not None}
    return Response(node, status, content, read_headers(node), known)


def read_headers(node: Node) -> dict[str, Parameter]:
    """The headers of a response or a part, by their name in lower case; `Content-Type` has its own place."""
    headers: dict[str, Parameter] = {}
    for name, entry in members(node, "headers"):
        header = entry.resolved()
        if not isinstance(header.value, dict):
            raise Malformed("there should be a header here", header)
        if name.lower() != "content-type":
            headers[name.lower()] = _described(header, name, "header")
    return headers


def _ignored(parameter: Parameter) -> bool:
    return parameter.location == "header" and parameter.name.lower() in _IGNORED_HEADERS
