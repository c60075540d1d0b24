"""Avro schemas as the specification reads them: which type stands at a place, by its full name and its namespace.

Names are those of Apache Avro 1.12.0, section "Names": a name without a dot belongs to the namespace that is stated
beside it, or else to that of the definition around it; a reference is read in the same way. Nothing is copied:
a type knows the place where it is defined, and what is inside it is looked at when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.schemas.source import Node, Source

PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
NAMED = ("record", "enum", "fixed")
UNKNOWN = "unknown"

_KINDS = {**{name: name for name in (*NAMED, "array", "map")}, "error": "record"}
_BELOW = {"array": "items", "map": "values"}


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of a record; `node` is the whole of it, `type` the place of its schema."""

    name: str
    node: Node
    type: Node
    aliases: tuple[str, ...]
    default: Node | None


@dataclass(frozen=True, eq=False)
class Type:
    """The type at a place: a primitive by its name, or `record`, `enum`, `fixed`, `array`, `map`, `union`.

    `node` is where it is defined. What is no type is `unknown`, with the reason in `name`; of the other types only
    named ones have a `name`, which is the full one, as are the `aliases`.
    """

    kind: str
    node: Node
    name: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a branch of a union is called: its full name, or the kind of type that it is."""
        return self.name or self.kind

    @property
    def described(self) -> str:
        """The kind of type, and its name if it has one, since types of one name may be of several kinds."""
        return f"{self.kind} {self.name}".rstrip()

    @property
    def unqualified(self) -> str:
        return self.name.rpartition(".")[2]

    def below(self) -> Node:
        """Where the type of an array's items, or of a map's values, stands."""
        return self.node.child(_BELOW[self.kind])

    def branches(self) -> list[Node]:
        """The places of a union's branches; any other type is its own only one."""
        return self.node.items() if self.kind == "union" else [self.node]

    @cached_property
    def fields(self) -> list[Field]:
        """The fields of a record that have a name and a type."""
        listed = self.node.get("fields")
        return [_field(node) for node in (listed.items() if listed else ()) if is_field(node.value)]

    def symbols(self) -> list[str]:
        stated = self.node.value.get("symbols")
        return [symbol for symbol in stated if isinstance(symbol, str)] if isinstance(stated, list) else []


def is_field(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("name"), str) and "type" in value


def _field(node: Node) -> Field:
    return Field(
        node.value["name"], node, node.child("type"), texts(node.value.get("aliases")), node.get("default")
    )


def texts(stated: Any) -> tuple[str, ...]:
    return tuple(one for one in stated if isinstance(one, str)) if isinstance(stated, list) else ()


def full_name(name: str, namespace: str) -> str:
    return name if "." in name or not namespace else f"{namespace}.{name}"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place where a schema is expected, the namespace that names there are read in, and its own definition."""

    node: Node
    namespace: str
    defined: str = ""


@dataclass(eq=False, slots=True)
class Schemas:
    """The schemas of one document, and the types that they define by full name; known once they are `collected`.

    `check` is called in every loop, and raises where time is up.
    """

    source: Source
    check: Callable[[], None]
    named: dict[str, Type] = field(default_factory=dict)
    users: dict[str, set[str]] = field(default_factory=dict)
    """The named types around the places where a name is referred to or defined, by that name."""
    places: list[Place] = field(default_factory=list)
    """Every place of a schema but those of primitives by their names, in the order in which a parser comes to them."""
    size: int = 0
    """How many places of schemas there are, with those of primitives."""
    _namespaces: dict[str, str] = field(default_factory=dict)
    _types: dict[str, Type] = field(default_factory=dict)

    def collected(self) -> Self:
        """The same, with all places and types found."""
        if not self.places:
            for root in self.files():
                self._collect(root)
        return self

    def files(self) -> list[Node]:
        """The schema of the root document, then those of the other files of a bundle."""
        root = self.source.root
        mounted = root.get(MOUNT)
        others = [mounted.child(path) for path in mounted.value] if mounted else []
        return others if set_of_files(self.source.tree) else [root, *others]

    def contracts(self) -> list[Node]:
        """What of the document is a schema of its own: the root, or the branches of the union that it is, and the
        other files of a bundle that no other one uses.
        """
        root, *others = self.files()
        used = {type_.node.pointer for type_ in self._used_by_others()}
        own = self.at(root).branches() if isinstance(root.value, list) else [root]
        return [*own, *(node for node in others if self.at(node).node.pointer not in used)]

    def unknown(self) -> list[Type]:
        """What stands where a schema is expected and is none."""
        return [found for place in self.places if (found := self.at(place.node)).kind == UNKNOWN]

    def at(self, node: Node) -> Type:
        """The type at a place where a schema is expected; a name leads to its definition."""
        known = self._types.get(node.pointer)
        if known is None:
            known = self._types[node.pointer] = self._read(node)
        return known

    def _read(self, node: Node) -> Type:
        value = node.value
        if isinstance(value, str):
            return self._named(node, value)
        if isinstance(value, list):
            return Type("union", node)
        stated = value.get("type") if isinstance(value, dict) else None
        if isinstance(stated, str) and stated in _KINDS:
            return self._complex(node, _KINDS[stated])
        if isinstance(stated, str):
            found = self._named(node, stated)
            return Type(found.kind, node) if found.kind in PRIMITIVES else found
        if isinstance(stated, dict | list):
            return self.at(node.child("type"))
        return Type(UNKNOWN, node, "there should be a schema here")

    def _named(self, node: Node, name: str) -> Type:
        if name in PRIMITIVES:
            return Type(name, node)
        meant = full_name(name, self._namespaces.get(node.pointer, ""))
        return self.named.get(meant) or Type(UNKNOWN, node, f"the type `{meant}` is not defined")

    def _complex(self, node: Node, kind: str) -> Type:
        if kind in _BELOW:
            complete = _BELOW[kind] in node.value
            return Type(kind, node) if complete else Type(UNKNOWN, node, f"`{_BELOW[kind]}` is missing")
        name = self._own_name(node.value, self._namespaces.get(node.pointer, ""))
        if not name:
            return Type(UNKNOWN, node, f"the {kind} has no name")
        space = name.rpartition(".")[0]
        aliases = tuple(full_name(alias, space) for alias in texts(node.value.get("aliases")))
        return Type(kind, node, name, aliases)

    def _own_name(self, value: dict[str, Any], namespace: str) -> str:
        name, stated = value.get("name"), value.get("namespace")
        if not isinstance(name, str) or not name:
            return ""
        return full_name(name, stated if isinstance(stated, str) else namespace)

    def _collect(self, root: Node) -> None:
        """Note every place of a schema below a root with its namespace, and what is defined there."""
        waiting = [(root, "", "")]
        while waiting:
            self.check()
            node, namespace, around = waiting.pop()
            self._namespaces[node.pointer] = namespace
            name = self._definition(node, namespace)
            self.places.append(Place(node, namespace, name))
            if meant := name or _referred(node.value, namespace):
                self.users.setdefault(meant, set()).add(around)
            if name:
                self.named.setdefault(name, self.at(node))
                namespace, around = name.rpartition(".")[0], name
            self.size += sum(1 for _ in _below(node.value))
            waiting.extend((one, namespace, around) for one in reversed(self.below(node)))

    @staticmethod
    def below(node: Node) -> list[Node]:
        """The places of schemas right below one, but for those of primitives by their names."""
        return [
            node.child(*tokens)
            for tokens, value in _below(node.value)
            if not (isinstance(value, str) and value in PRIMITIVES)
        ]

    def _definition(self, node: Node, namespace: str) -> str:
        stated = node.value.get("type") if isinstance(node.value, dict) else None
        named = isinstance(stated, str) and _KINDS.get(stated) in NAMED
        return self._own_name(node.value, namespace) if named else ""

    def _used_by_others(self) -> Iterator[Type]:
        """The types that are referred to by name from another file than that which defines them."""
        for place in self.places:
            if isinstance(place.node.value, str):
                found = self.at(place.node)
                if found.name and self.file(found.node) != self.file(place.node):
                    yield found

    def file(self, node: Node) -> str:
        """The file of a bundle that a place is in, by its path; blank for the root document."""
        tokens = node.pointer.split("/")
        return tokens[2] if len(tokens) > 2 and tokens[1] == MOUNT else ""  # noqa: PLR2004


def _referred(value: Any, namespace: str) -> str:
    """The full name of the type that is referred to at a place of a schema; empty where none is."""
    stated = value.get("type") if isinstance(value, dict) else value
    if not isinstance(stated, str) or stated in (*PRIMITIVES, *_KINDS):
        return ""
    return full_name(stated, namespace)


def _below(value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """What stands at the places of schemas right below a place of a schema, with the tokens that lead there."""
    if isinstance(value, list):
        yield from (((number,), branch) for number, branch in enumerate(value))
    if not isinstance(value, dict):
        return
    stated = value.get("type")
    if isinstance(stated, dict | list):
        yield ("type",), stated
        return
    kind = _KINDS.get(stated) if isinstance(stated, str) else None
    if kind in _BELOW and _BELOW[kind] in value:
        yield (_BELOW[kind],), value[_BELOW[kind]]
    elif kind == "record" and isinstance(fields := value.get("fields"), list):
        yield from ((("fields", at, "type"), one["type"]) for at, one in enumerate(fields) if is_field(one))


def set_of_files(tree: Any) -> bool:
    """Whether a tree only holds the files of a bundle: the root of a bundle that is no JSON object is one of them."""
    return isinstance(tree, dict) and tree.keys() == {MOUNT}
