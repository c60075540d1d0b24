"""A GraphQL schema as a tree of plain JSON values: all its definitions and extensions as one.

    {"schema": {"query": {"type": "Query"}},
     "types": {"Order": {"kind": "object", "interfaces": {"Node": {}},
                         "fields": {"id": {"type": {...}, "arguments": {}}}},
               "Parcel": {"kind": "object", "entity": true, "keys": {"id": {}}, "fields": {}},
               "State": {"kind": "enum", "values": {"OPEN": {"deprecated": "Use NEW"}}},
               "Found": {"kind": "union", "members": {"Order": {}}}},
     "directives": {"auth": {"arguments": {}, "locations": {"FIELD": {}}, "repeatable": true}},
     "unread": [{"reason": "..."}]}

`kind` is `scalar`, `object`, `interface`, `union`, `enum` or `input`; every definition may have a `description` and be
`inaccessible` (`access.py`), and a field, argument or value may have a `deprecated` reason. `keys` are those of Apollo
Federation's `@key` for which the schema answers. `unread` is what contradicts something that was read before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode
from graphql.language import (
    DirectiveDefinitionNode,
    Node,
    SchemaDefinitionNode,
    SchemaExtensionNode,
    TypeDefinitionNode,
    TypeExtensionNode,
)

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import join
from catalog.contracts.documents.positions import Position
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Reading
from catalog.contracts.graphql.access import access
from catalog.contracts.graphql.declarations import (
    described,
    input_value,
    input_values,
    is_resolvable,
    kind_of,
    meaning,
    selection,
    text,
    typed,
    with_deprecation,
)
from catalog.contracts.graphql.parsing import position, syntax_trees
from catalog.contracts.limits import Deadline, Limits

VERSION = "SDL"
ROLES = ("query", "mutation", "subscription")


def read(sources: Sequence[SourceText], limits: Limits) -> Reading:
    """The schema that the files hold together; raises DocumentError."""
    deadline = Deadline.of(limits)
    builder = Builder(deadline)
    for tree in syntax_trees(sources, limits, deadline):
        builder.add(tree)
    builder.finish()
    if not builder.types and not builder.directives:
        reason = "The document declares nothing: it has neither types nor directives"
        raise DocumentError(reason, line=1, column=1, file=sources[0].file)
    return Reading(VERSION, builder.tree, builder.places)


@dataclass(slots=True)
class Builder:
    """Puts one definition after the other into the tree and notes where it stands.

    `pointers` are those of everything that was read, by file and offset.
    """

    deadline: Deadline
    types: dict[str, Any] = field(default_factory=dict)
    directives: dict[str, Any] = field(default_factory=dict)
    schema: dict[str, Any] = field(default_factory=dict)
    unread: list[dict[str, str]] = field(default_factory=list)
    places: dict[str, Position] = field(default_factory=dict)
    pointers: dict[tuple[str, int], str] = field(default_factory=dict)
    _states_roots: bool = False
    _defined: set[str] = field(default_factory=set)

    @property
    def tree(self) -> dict[str, Any]:
        return {
            "schema": self.schema,
            "types": self.types,
            "directives": self.directives,
            "unread": self.unread,
        }

    def add(self, document: DocumentNode) -> None:
        """Read every definition of a file; operations and fragments are no part of a schema."""
        for definition in document.definitions:
            self.deadline.check()
            if isinstance(definition, SchemaDefinitionNode | SchemaExtensionNode):
                self._add_schema(definition)
            elif isinstance(definition, DirectiveDefinitionNode):
                self._add_directive(definition)
            elif isinstance(definition, TypeDefinitionNode | TypeExtensionNode):
                self._add_type(definition)
            else:
                self._mark(f"/executable/{len(self.pointers)}", definition)

    def finish(self) -> None:
        """Fill in what is not said.

        Without a `schema` definition the root types are those with the usual names (GraphQL, section 3.3.1).
        """
        self.places.setdefault("", Position(1, 1, next((place.file for place in self.places.values()), None)))
        for role in ROLES:
            name = role.capitalize()
            if not self._states_roots and self.types.get(name, {}).get("kind") == "object":
                self.schema.setdefault(role, {"type": name})
                self.places.setdefault(f"/schema/{role}", self.places[join("/types", name)])

    def _add_schema(self, definition: SchemaDefinitionNode | SchemaExtensionNode) -> None:
        self._states_roots = self._states_roots or isinstance(definition, SchemaDefinitionNode)
        self._mark("/schema", definition)
        for root in definition.operation_types or ():
            root_type = {"type": root.type.name.value}
            self._put(self.schema, "/schema", root.operation.value, root.type, root_type)

    def _add_directive(self, definition: DirectiveDefinitionNode) -> None:
        value: dict[str, Any] = {
            "arguments": input_values(definition.arguments),
            "locations": {location.value: {} for location in definition.locations},
            **described(definition),
        }
        if definition.repeatable:
            value["repeatable"] = True
        at = self._put(self.directives, "/directives", definition.name.value, definition.name, value)
        if at is not None:
            self._add_inputs({}, f"{at}/arguments", definition.arguments)
            self._add_names({}, f"{at}/locations", definition.locations)

    def _add_type(self, definition: TypeDefinitionNode | TypeExtensionNode) -> None:
        name, kind = definition.name.value, kind_of(definition)
        at = join("/types", name)
        known = self.types.get(name)
        extends = isinstance(definition, TypeExtensionNode)
        if known is not None and (known["kind"] != kind or (not extends and name in self._defined)):
            self._refuse(f"`{name}` is defined more than once", definition.name)
            return
        if known is None:
            known = self.types[name] = {"kind": kind}
        if not extends:
            self._defined.add(name)
            known.update(described(definition))
        if not extends or at not in self.places:
            self.places[at] = position(definition.name)
        self.pointers[_offset(definition.name)] = at
        self._add_parts(known, at, definition)

    def _add_parts(self, value: dict[str, Any], at: str, definition: Any) -> None:
        """What is inside a type: an extension has the same parts as a definition."""
        value.update(access(definition))
        for directive in definition.directives or ():
            self._mark(at, directive, replace=False)
            if directive.name.value == "key":
                self._add_key(value, at, directive)
            elif directive.name.value == "oneOf":
                value["oneOf"] = True
            elif directive.name.value == "specifiedBy":
                value["specifiedBy"] = text(directive, "url") or ""
        match value["kind"]:
            case "object" | "interface":
                self._add_names(value.setdefault("interfaces", {}), f"{at}/interfaces", definition.interfaces)
                self._add_fields(value.setdefault("fields", {}), f"{at}/fields", definition.fields)
            case "union":
                self._add_names(value.setdefault("members", {}), f"{at}/members", definition.types)
            case "enum":
                self._add_values(value.setdefault("values", {}), f"{at}/values", definition.values)
            case "input":
                self._add_inputs(value.setdefault("fields", {}), f"{at}/fields", definition.fields)

    def _add_key(self, value: dict[str, Any], at: str, directive: Any) -> None:
        """By which fields the rest of a federation can ask this schema for an entity, where it says that it can."""
        value["entity"] = True
        if is_resolvable(directive):
            key = selection(text(directive, "fields") or "")
            self._put(value.setdefault("keys", {}), f"{at}/keys", key, directive, {})

    def _add_fields(self, fields: dict[str, Any], at: str, definitions: Iterable[Any] | None) -> None:
        for definition in definitions or ():
            value = {**typed(definition), "arguments": input_values(definition.arguments)}
            own = self._put(fields, at, definition.name.value, definition.name, value)
            if own is not None:
                self._mark(f"{own}/type", definition.type)
                self._add_inputs({}, f"{own}/arguments", definition.arguments)

    def _add_inputs(self, inputs: dict[str, Any], at: str, definitions: Iterable[Any] | None) -> None:
        """Arguments, or the fields of an input object."""
        for definition in definitions or ():
            own = self._put(inputs, at, definition.name.value, definition.name, input_value(definition))
            if own is not None:
                self._mark(f"{own}/type", definition.type)
                if definition.default_value is not None:
                    self._mark(f"{own}/default", definition.default_value)

    def _add_values(self, values: dict[str, Any], at: str, definitions: Iterable[Any] | None) -> None:
        for definition in definitions or ():
            value = {**described(definition), **with_deprecation(definition), **access(definition)}
            self._put(values, at, definition.name.value, definition.name, value)

    def _add_names(self, names: dict[str, Any], at: str, nodes: Iterable[Any] | None) -> None:
        """Names that are a set: interfaces, members, locations."""
        for node in nodes or ():
            name = node.value if hasattr(node, "value") else node.name.value
            self._put(names, at, name, node, {})

    def _put(
        self, holder: dict[str, Any], at: str, name: str, node: Node, value: dict[str, Any]
    ) -> str | None:
        """The pointer of what was added; None for a name that is taken, unless it says the same again."""
        if name in holder:
            if meaning(value) != meaning(holder[name]):
                self._refuse(f"`{name}` is declared more than once", node)
            else:
                self._mark(f"/repeated/{len(self.pointers)}", node)
            return None
        holder[name] = value
        own = join(at, name)
        self._mark(own, node)
        return own

    def _refuse(self, reason: str, node: Node) -> None:
        self._mark(f"/unread/{len(self.unread)}", node)
        self.unread.append({"reason": reason})

    def _mark(self, pointer: str, node: Node, *, replace: bool = True) -> None:
        if replace:
            self.places[pointer] = position(node)
        self.pointers[_offset(node)] = pointer


def _offset(node: Node) -> tuple[str, int]:
    if node.loc is None:
        raise ValueError("a node that no text was read to has no place")
    return node.loc.source.name, node.loc.start
