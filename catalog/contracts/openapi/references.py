"""References that lead nowhere, in circles, out of the upload, or to an object of another kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.contracts.documents.chains import CIRCLE, NOWHERE, Chains
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join, local_pointer
from catalog.contracts.limits import Deadline
from catalog.contracts.openapi.grammar import Grammar, Kind, children, grammar_of
from catalog.contracts.problems import Finding, Severity

Trail = tuple["Trail", tuple[str | int, ...]] | str
"""Where a node stands: a pointer, or a trail and the tokens after it (spelled out only when it is needed)."""


@dataclass(frozen=True, slots=True)
class _Reference:
    kind: Kind
    trail: Trail
    target: str
    severity: Severity = "error"


class Outline:
    """Every object of a document with its kind, reached through the grammar and through references.

    An object that aliases share, or that several references reach, is visited once.
    """

    def __init__(self, document: Document, deadline: Deadline) -> None:
        self._grammar: Grammar = grammar_of(document.format_version)
        self._deadline = deadline
        self._kinds: dict[int, Kind] = {}
        self._anchors: set[str] = set()
        self._ids: set[str] = set()
        self._references: list[_Reference] = []
        self._chains = Chains(document.tree, deadline.check)
        self.outside: list[tuple[Kind, str, Any]] = []
        self.operations: list[tuple[str, dict[str, Any]]] = []
        self._visit("document", "", document.tree)

    def findings(self) -> Iterator[Finding]:
        """One finding per reference that does not do what it should."""
        for reference in self._references:  # grows while targets outside the grammar are visited
            self._deadline.check()
            fault = self._fault(reference.kind, reference.target)
            if fault:
                message = f"The reference {reference.target!r} {fault}"
                yield Finding(message, pointer_of(reference.trail), reference.severity)

    def followed(self, pointer: str, node: Any) -> tuple[str, Any]:
        """What a node stands for, and where: the end of the chain where it is a reference.

        The node itself where a reference leads nowhere or in a circle; raises OutOfTimeError.
        """
        return self._chains.follow(pointer, node)

    def _visit(self, kind: Kind, trail: Trail, node: Any) -> None:
        pending = [(kind, trail, node)]
        while pending:
            kind, trail, node = pending.pop()
            if not isinstance(node, dict) or id(node) in self._kinds:
                continue
            self._deadline.check()
            self._kinds[id(node)] = kind
            if self._note(kind, trail, node):
                inside = [(k, (trail, tokens), n) for k, tokens, n in children(self._grammar, kind, node)]
                pending.extend(reversed(inside))

    def _note(self, kind: Kind, trail: Trail, node: dict[str, Any]) -> bool:
        """Notes what matters about a node, and answers whether what it holds counts."""
        if kind == "operation":
            self.operations.append((pointer_of(trail), node))
        if kind == "schema":
            self._anchors.update(
                f"#{name}" for key in ("$anchor", "$dynamicAnchor") if isinstance(name := node.get(key), str)
            )
            self._ids.update(value for value in (node.get("$id"),) if isinstance(value, str) and value)
            self._references.extend(_mapped(trail, node.get("discriminator")))
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return True
        self._references.append(_Reference(kind, (trail, ("$ref",)), reference))
        return kind == "path item" or (kind == "schema" and "$defs" in self._grammar["schema"])

    def _fault(self, kind: Kind, reference: str) -> str | None:
        if reference in self._anchors or reference.partition("#")[0] in self._ids:
            return None
        pointer = local_pointer(reference)
        if pointer is None:
            return "leaves the document, and nothing is fetched: upload what it names together with it"
        _, target = self._chains.end_of(pointer)
        if target is NOWHERE:
            return "leads nowhere"
        if target is CIRCLE:
            return "leads in a circle"
        if isinstance(target, dict) and id(target) not in self._kinds:
            self.outside.append((kind, pointer, target))
            self._visit(kind, pointer, target)
        found = self._kinds.get(id(target), kind)
        if found != kind or not (isinstance(target, dict) or (kind == "schema" and isinstance(target, bool))):
            article = "an" if kind[0] in "aeio" else "a"
            named = f"is of the kind {found}" if found != kind else f"holds {target!r:.40}"
            return f"must lead to {article} {kind}, but what stands there {named}"
        return None


def _mapped(trail: Trail, discriminator: Any) -> Iterator[_Reference]:
    """What a discriminator maps to, where it is a reference and not the name of a schema.

    A discriminator is a hint: the schemas around it hold without it, so a mistake in it is a warning.
    """
    mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
    for name, target in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(target, str) and ("#" in target or "/" in target):
            yield _Reference("schema", (trail, ("discriminator", "mapping", name)), target, "warning")


def pointer_of(trail: Trail) -> str:
    """The JSON pointer that a trail spells."""
    steps: list[tuple[str | int, ...]] = []
    while not isinstance(trail, str):
        trail, tokens = trail
        steps.append(tokens)
    return join(trail, *(token for tokens in reversed(steps) for token in tokens))
