"""An API as the walker sees it, the same for Swagger 2.0, OpenAPI 3.0 and 3.1."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from catalog.contracts.changes import Direction
from catalog.contracts.openapi.fields import Malformed
from catalog.contracts.openapi.operations import PATH_PARAMETER
from catalog.contracts.openapi.servers import Servers
from catalog.contracts.openapi.wires import Wire
from catalog.contracts.schemas.source import Node, Source, Unresolved, component_kind

NOTHING: Mapping[str, Any] = MappingProxyType({})

Problem = tuple[Node, str]
"""A place that cannot be read or decided, and why."""


class Media(NamedTuple):
    """A media type of a message. `schema` is None where the document says nothing about the content.

    `part_headers` are those of the parts of a multipart message, by property and name; `wires` is how the parts of a
    form are written, where that is not as by default. `maybe_empty` are the fields of a form that may be sent without
    a value; None where the format cannot say that. `charset` is the character set that its name states.
    """

    name: str
    node: Node
    schema: Node | None
    part_headers: Mapping[str, dict[str, Parameter]] = NOTHING
    wires: Mapping[str, Wire] = NOTHING
    maybe_empty: frozenset[str] | None = None
    charset: str = ""


class Parameter(NamedTuple):
    """A parameter or a header; `wire` is how its values are written out, unless it has `content`."""

    node: Node
    name: str
    location: str
    required: bool
    deprecated: bool
    schema: Node | None
    content: dict[str, Media]
    wire: Wire
    allows_empty: bool = False
    allows_reserved: bool = False


class Body(NamedTuple):
    """A request body; `by_fields` says that it is required where one of its fields is, and for no other reason."""

    node: Node
    required: bool
    content: dict[str, Media]
    by_fields: bool = False


class Response(NamedTuple):
    node: Node
    status: str
    content: dict[str, Media]
    headers: dict[str, Parameter]
    links: Mapping[str, Node] = NOTHING


class OperationPlace(NamedTuple):
    """Where an operation is, before anything in it is read.

    `disputed` are the fields of its path that are stated several times, and otherwise, with their places and why they
    are undecided; that of its own method is it itself.
    """

    key: str
    path: str
    method: str
    item: Node
    node: Node
    direction: Direction = "request"
    disputed: tuple[tuple[str, Problem], ...] = ()

    def doubts(self, *fields: str) -> list[Problem]:
        """Why some of these fields of the path are undecided."""
        return [problem for name, problem in self.disputed if name in fields]


@dataclass(slots=True)
class Operations:
    """The operations of a document by key, and the paths of which nothing can be said, with the reason."""

    places: dict[str, OperationPlace] = field(default_factory=dict)
    unreadable: dict[str, Problem] = field(default_factory=dict)


@dataclass(slots=True)
class Operation:
    """One operation, read. `parameters` are keyed by what identifies them to a caller.

    `callbacks` are keyed by name, method and expression. `problems` are places that could not be read, `unread`
    the parts of the operation that they belong to.
    """

    place: OperationPlace
    parameters: dict[Hashable, Parameter] = field(default_factory=dict)
    body: Body | None = None
    responses: dict[str, Response] = field(default_factory=dict)
    callbacks: dict[tuple[str, str, str], OperationPlace] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


class Api(Protocol):
    """A document of one version of the format, read lazily."""

    source: Source

    def operations(self) -> Operations:
        """Where the operations are."""

    def read(self, place: OperationPlace) -> Operation:
        """One operation; what cannot be read is in its `problems`."""

    def context(self) -> tuple[Node | None, ...]:
        """The places outside an operation that have a say in what it means."""

    def security_schemes(self) -> dict[str, Node]:
        """The declared ways to authenticate."""

    def servers(self, *owners: Node) -> Servers | None:
        """The servers that the first of the owners that names some names; None where nobody does."""

    def shares_servers(self, place: OperationPlace) -> bool:
        """Is an operation served where the document says, whatever it says itself of schemes?"""


def positions(path: str) -> dict[str, int]:
    """The position of each named parameter in a path template."""
    return {name: index for index, name in enumerate(PATH_PARAMETER.findall(path))}


def parameter_key(parameter: Parameter, path: str) -> Hashable:
    """What identifies a parameter to a caller: path parameters count by position, headers ignore case."""
    if parameter.location == "path":
        return ("path", positions(path).get(parameter.name, parameter.name))
    name = parameter.name.lower() if parameter.location == "header" else parameter.name
    return (parameter.location, name)


def check_kind(target: Node, kind: str) -> None:
    """Raise Malformed where a component of another kind stands."""
    found = component_kind(target.pointer)
    if found is not None and found != kind:
        raise Malformed(f"the reference leads to {target.pointer}, which is not one of the {kind}")


def misdirects(operation: Node, sound: set[tuple[str, str]]) -> bool:
    """Does a reference of an operation or a path lead nowhere, or to a component of another kind? Then nobody can
    tell what it means, however alike it is written.

    `sound` are the kinds and references of the document that do neither; those that are found to are added.
    """
    value = operation.value
    parameters, responses = value.get("parameters"), value.get("responses")
    found = [("parameters", one) for one in parameters] if isinstance(parameters, list) else []
    found += [("responses", one) for one in responses.values()] if isinstance(responses, dict) else []
    found.append(("requestBodies", value.get("requestBody")))
    for kind, part in found:
        reference = part.get("$ref") if isinstance(part, dict) else None
        if isinstance(reference, str) and (kind, reference) not in sound:
            try:
                check_kind(operation.source.node(reference), kind)
            except (Unresolved, Malformed):
                return True
            sound.add((kind, reference))
    return False
