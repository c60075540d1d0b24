"""Places in a document: a value, the pointer to it, and the references that lead to other places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalog.contracts.budget import OutOfBudget
from catalog.contracts.documents.pointers import LONGEST_POINTER, join, local_pointer, resolve, split
from catalog.contracts.documents.positions import Position


class Unresolved(Exception):  # noqa: N818 - it is an answer about a document, not a failure of the program
    """A reference that leads nowhere, in a circle, or to something that is not what is needed there."""


class Circular(Unresolved):
    """A reference that leads back to itself."""


class Synthetic(dict[str, Any]):
    """An object that is not written in the document as such, with the pointers to where its parts are."""

    def __init__(self, value: dict[str, Any], places: dict[tuple[str, ...], str] | None = None) -> None:
        super().__init__(value)
        self.places = places or {}


class Dialect(NamedTuple):
    """What the keywords of a schema mean in this version of the format.

    `null_keywords`: keywords that add null to a schema; `boolean_exclusive`: `exclusiveMinimum` is a flag
    beside `minimum`;
    `reference_siblings`: keywords beside a `$ref` count;
    `hides_members`: `readOnly` and `writeOnly` say in which direction a property travels, and are no mere notes;
    `calls_back`: the provider sends the requests, and the consumer answers them.
    """

    null_keywords: tuple[str, ...] = ()
    boolean_exclusive: bool = False
    reference_siblings: bool = True
    hides_members: bool = True
    calls_back: bool = False

    def calling(self) -> Dialect:
        """What the keywords mean in calls of the provider."""
        return self._replace(calls_back=True)


JSON_SCHEMA_2020 = Dialect()


@dataclass(eq=False, slots=True)
class Source:
    """One parsed document; `written` is the same document where this is what it means in calls of the provider."""

    tree: dict[str, Any]
    dialect: Dialect = JSON_SCHEMA_2020
    written: Source | None = None
    _calling: Source | None = None
    _targets: dict[str, Node] = field(default_factory=dict)
    _ends: dict[tuple[str, bool], Node | Unresolved] = field(default_factory=dict)
    _extensions: dict[str, list[str]] | None = None

    @property
    def root(self) -> Node:
        return Node(self, "#", self.tree)

    @property
    def calling(self) -> Source:
        """What the document means in calls of the provider: callbacks and webhooks."""
        if self.dialect.calls_back:
            return self
        if self._calling is None:
            self._calling = Source(self.tree, self.dialect.calling(), written=self)
        return self._calling

    def stands(self, pointer: str) -> tuple[str, Position | None]:
        """The JSON pointer to a place in the document; of one inside a text that stands there, line and column too."""
        return pointer[1:], None

    def node(self, pointer: str) -> Node:
        """The place that a local pointer such as `#/components/schemas/Order` names; raises Unresolved."""
        known = self._targets.get(pointer)
        if known is None:
            known = self._targets[pointer] = self._find(pointer)
        return known

    def end_of(self, reference: str, *, alone: bool = False) -> Node:
        """What a reference leads to in the end, or else, through references that stand alone; raises Unresolved.

        Each link of a chain is followed once, however many chains share it.
        """
        passed: dict[str, None] = {}
        end: Node | Unresolved | None = None
        while end is None:
            known = self._ends.get((reference, alone))
            end = known or (_circle(passed, reference) if reference in passed else None)
            if end is None:
                passed[reference] = None
                end, reference = self._link(reference, alone=alone)
        self._ends |= {(link, alone): end for link in passed}
        if isinstance(end, Unresolved):
            raise type(end)(str(end))
        return end

    def _link(self, reference: str, *, alone: bool) -> tuple[Node | Unresolved | None, str]:
        """The end of a chain, or the reference that it goes on with."""
        try:
            node = self.node(reference)
        except Unresolved as error:
            return error.with_traceback(None), reference
        onward = node.reference
        return (node, reference) if onward is None or (alone and not node.stands_alone) else (None, onward)

    def extensions(self, pointer: str) -> list[str]:
        """The components that extend the one at a pointer by `allOf`, directly or not, where it has a discriminator.

        Its values name them, so that they are part of it though it does not refer to them (OpenAPI 3.1.1, section
        4.8.25, Discriminator Object; Swagger 2.0, Schema Object, `discriminator`).
        """
        if self._extensions is None:
            self._extensions = _extensions(self.tree)
        if pointer not in self._extensions or not self._discriminates(pointer):
            return []
        found: set[str] = set()
        waiting = [pointer]
        while waiting:
            fresh = [one for one in self._extensions.get(waiting.pop(), ()) if one not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return sorted(found - {pointer})

    def _discriminates(self, pointer: str) -> bool:
        try:
            value = self.node(pointer).value
        except Unresolved:
            return False
        return isinstance(value, dict) and "discriminator" in value

    def _find(self, pointer: str) -> Node:
        path = local_pointer(pointer)
        if path is None:
            raise Unresolved(f"the reference {pointer!r} {_astray(pointer)}")
        try:
            return Node(self, pointer, resolve(self.tree, split(path)))
        except LookupError:
            raise Unresolved(f"the reference {pointer!r} leads nowhere") from None


@dataclass(eq=False, slots=True)
class Node:
    """A value in a document and the pointer to it; never changed (a frozen class would be slow to make)."""

    source: Source
    pointer: str
    value: Any

    @property
    def place(self) -> str:
        """The JSON pointer into the document."""
        return self.source.stands(self.pointer)[0]

    def child(self, *keys: str | int) -> Node:
        """The place below, which must exist; raises OutOfBudget for one with too long a pointer."""
        value = self.value
        pointer = self.pointer
        if len(pointer) > LONGEST_POINTER:
            raise OutOfBudget(
                f"a place in the document has a pointer of more than {LONGEST_POINTER:,} characters"
            )
        if len(keys) == 1 and not isinstance(value, Synthetic):  # nearly always
            key = keys[0]
            plain = isinstance(key, int) or ("/" not in key and "~" not in key)
            return Node(self.source, f"{pointer}/{key}" if plain else join(pointer, key), value[key])
        for number, key in enumerate(keys):
            if isinstance(value, Synthetic) and keys[number:] and (place := _synthetic(value, keys[number:])):
                return Node(self.source, place, _dig(value, keys[number:]))
            value = value[key]
            pointer = join(pointer, key)
        return Node(self.source, pointer, value)

    def get(self, key: str) -> Node | None:
        """The place below, if it is there."""
        if isinstance(self.value, dict) and key in self.value:
            return self.child(key)
        return None

    def members(self) -> list[tuple[str, Node]]:
        """The members of an object, sorted by name; extensions (`x-...`) are the caller's concern."""
        if not isinstance(self.value, dict):
            return []
        return [(key, self.child(key)) for key in sorted(self.value)]

    def items(self) -> list[Node]:
        if not isinstance(self.value, list):
            return []
        return [self.child(index) for index in range(len(self.value))]

    def resolved(self) -> Node:
        """Follow `$ref` to the place that is meant; raises Unresolved."""
        reference = self.reference
        return self if reference is None else self.source.end_of(reference)

    @property
    def reference(self) -> str | None:
        """What its `$ref` says."""
        reference = self.value.get("$ref") if isinstance(self.value, dict) else None
        return reference if isinstance(reference, str) else None

    @property
    def stands_alone(self) -> bool:
        """Is a reference all that counts here? Before 3.1, what stands beside one does not."""
        return self.reference is not None and (
            len(self.value) == 1 or not self.source.dialect.reference_siblings
        )


def _circle(passed: Iterable[str], again: str) -> Circular:
    """The same words wherever the circle is entered."""
    listed = [*passed]
    return Circular(f"the reference {min(listed[listed.index(again) :])!r} leads back to itself")


def _extensions(tree: Any) -> dict[str, list[str]]:
    """The components that have a reference among their `allOf`, by what it leads to."""
    found: dict[str, list[str]] = {}
    for path in (("components", "schemas"), ("definitions",)):
        schemas = tree
        for key in path:
            schemas = schemas.get(key) if isinstance(schemas, dict) else None
        for name, schema in schemas.items() if isinstance(schemas, dict) else ():
            parts = schema.get("allOf") if isinstance(schema, dict) else None
            for part in parts if isinstance(parts, list) else ():
                reference = part.get("$ref") if isinstance(part, dict) else None
                if isinstance(reference, str):
                    found.setdefault(reference, []).append(join("#", *path, name))
    return found


def component_kind(pointer: str) -> str | None:
    """The kind of component that a pointer names as a whole: `schemas` for `#/components/schemas/Order`."""
    match pointer.split("/"):
        case ["#", "components", kind, _]:
            return kind
        case ["#", "definitions", _]:
            return "schemas"
        case ["#", ("parameters" | "responses") as kind, _]:
            return kind
        case _:
            return None


def _astray(reference: str) -> str:
    """What is wrong with a reference that is no pointer into the document."""
    file = reference.partition("#")[0]
    if file and ":" not in file:
        return "names a file that is not in the bundle: upload it together with the document"
    return "does not point into this document"


def _synthetic(value: Synthetic, keys: tuple[str | int, ...]) -> str | None:
    return value.places.get(tuple(str(key) for key in keys))


def _dig(value: Any, keys: tuple[str | int, ...]) -> Any:
    for key in keys:
        value = value[key]
    return value
