"""Whether a schema keeps to the specification, by the rules of graphql-core.

What belongs to a federation is no mistake: a subgraph uses directives and scalars that its gateway defines, extends
types of others, and needs no query of its own (Apollo Federation, subgraph specification).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from graphql import DocumentNode, GraphQLError, build_ast_schema, specified_directives
from graphql.language import (
    DefinitionNode,
    DirectiveDefinitionNode,
    DirectiveNode,
    ExecutableDefinitionNode,
    NamedTypeNode,
    NameNode,
    Node,
    ScalarTypeDefinitionNode,
    TypeDefinitionNode,
    TypeExtensionNode,
    Visitor,
    visit,
)

from catalog.contracts.documents.document import Document
from catalog.contracts.graphql.declarations import definition_of
from catalog.contracts.graphql.mistakes import Search
from catalog.contracts.graphql.parsing import syntax_trees
from catalog.contracts.graphql.reading import ROLES, Builder
from catalog.contracts.graphql.schema import BUILT_IN
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding, Severity

_DIRECTIVES = frozenset(
    {
        "key",
        "link",
        "shareable",
        "external",
        "requires",
        "provides",
        "extends",
        "override",
        "inaccessible",
        "tag",
    }
    | {
        "composeDirective",
        "interfaceObject",
        "authenticated",
        "requiresScopes",
        "policy",
        "context",
        "fromContext",
    }
)
_SCALARS = frozenset({"_Any", "FieldSet", "_FieldSet"})
_PREFIXES = ("federation__", "link__", "join__")


def findings(document: Document, deadline: Deadline) -> Iterator[Finding]:
    """What is wrong with a schema; raises OutOfTimeError."""
    if not document.sources:
        yield Finding("The schema cannot be checked without its text", "")
        return
    builder = Builder(deadline)
    limits = document.sources[0].limits
    trees = list(syntax_trees(document.sources, limits, deadline))
    for tree in trees:
        builder.add(tree)
    outline = Outline.of([definition for tree in trees for definition in tree.definitions], deadline)
    pointers = _Pointers(builder.pointers)
    yield from outline.operations(pointers)
    search = Search(deadline, limits.max_problems, lambda error: outline.severity(error) is not None)
    mistakes = search.in_text(outline.document())
    severities = [outline.severity(error) or "error" for error in mistakes]
    for error, severity in zip(mistakes, severities, strict=True):
        yield Finding(error.message, pointers.of(error.nodes), severity)
    if "error" not in severities:
        yield from _of_the_whole(outline, pointers, deadline, limits.max_problems)


def _of_the_whole(outline: Outline, pointers: _Pointers, deadline: Deadline, most: int) -> Iterator[Finding]:
    """What is seen only when all types are known: whether interfaces are implemented, roots are objects, and so on."""
    deadline.check()
    search = Search(deadline, most, lambda error: not (outline.is_subgraph and _misses_query(error)))
    try:
        errors = search.in_types(build_ast_schema(outline.completed(), assume_valid_sdl=True))
    except GraphQLError as refusal:
        errors = [refusal] if search.counts(refusal) else []
    except (TypeError, ValueError) as refusal:
        yield Finding(f"The schema cannot be built: {refusal}", "")
        return
    except RecursionError:
        yield Finding(
            "The schema cannot be checked to its end: defaults that need each other form too long a chain", ""
        )
        return
    for error in errors:
        yield Finding(error.message.partition("\n")[0], pointers.of(error.nodes))


def _misses_query(error: GraphQLError) -> bool:
    return error.message.startswith("Query root type")


@dataclass
class Outline:
    """What a schema defines, and what it uses."""

    definitions: list[DefinitionNode]
    types: set[str] = field(default_factory=set)
    directives: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    decorations: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, definitions: list[DefinitionNode], deadline: Deadline) -> Outline:
        """Look through all definitions; raises OutOfTimeError."""
        outline = cls(definitions, directives={directive.name for directive in specified_directives})
        for definition in definitions:
            deadline.check()
            if isinstance(definition, TypeDefinitionNode):
                outline.types.add(definition.name.value)
            elif isinstance(definition, DirectiveDefinitionNode):
                outline.directives.add(definition.name.value)
            visit(definition, _Uses(outline))
        return outline

    @cached_property
    def is_subgraph(self) -> bool:
        """Whether the schema is a part of a federation."""
        return not _DIRECTIVES.isdisjoint(self.decorations - self.directives) or "link" in self.decorations

    def document(self) -> DocumentNode:
        return DocumentNode(definitions=tuple(self.definitions))

    def operations(self, pointers: _Pointers) -> Iterator[Finding]:
        """Requests between the definitions."""
        for definition in self.definitions:
            if isinstance(definition, ExecutableDefinitionNode):
                message = "An operation or a fragment is no part of a schema and is left out"
                yield Finding(message, pointers.of([definition]), "warning")

    def severity(self, error: GraphQLError) -> Severity | None:
        """How much a mistake counts; None for what is none in a federation."""
        node = error.nodes[-1] if error.nodes else None
        if isinstance(node, DirectiveNode) and node.name.value not in self.directives:
            of_federation = self.is_subgraph or _is_of_gateway(node.name.value, _DIRECTIVES)
            return None if of_federation else "warning"
        if isinstance(node, NamedTypeNode) and not self._defines(node.name.value):
            return None if _is_of_gateway(node.name.value, _SCALARS) else "error"
        if [node] == error.nodes and isinstance(node, NameNode) and self._only_extends(node.value):
            is_root = node.value in {role.capitalize() for role in ROLES}
            return None if is_root or self.is_subgraph else "error"
        return "error"

    def _defines(self, name: str) -> bool:
        return name in self.types or name in BUILT_IN

    def _only_extends(self, name: str) -> bool:
        return name in self._extended and name not in self.types

    @cached_property
    def _extended(self) -> set[str]:
        return {one.name.value for one in self.definitions if isinstance(one, TypeExtensionNode)}

    def completed(self) -> DocumentNode:
        """The document with all that a gateway would add to it: what is extended, and scalars."""
        added: dict[str, DefinitionNode] = {}
        for definition in self.definitions:
            if isinstance(definition, TypeExtensionNode) and definition.name.value not in self.types:
                added.setdefault(definition.name.value, definition_of(definition))
        for name in sorted(self.used - self.types - BUILT_IN - added.keys()):
            added[name] = ScalarTypeDefinitionNode(name=NameNode(value=name))
        return DocumentNode(definitions=(*added.values(), *self.definitions))


class _Uses(Visitor):
    """Collects the names of types and directives that are used."""

    def __init__(self, outline: Outline) -> None:
        super().__init__()
        self._outline = outline

    def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
        self._outline.used.add(node.name.value)

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        self._outline.decorations.add(node.name.value)


class _Pointers:
    """Finds the pointer of what a syntax node is, or of what stands before it in the same file."""

    def __init__(self, pointers: dict[tuple[str, int], str]) -> None:
        self._pointers = pointers
        self._starts = sorted(pointers)

    def of(self, nodes: Iterable[Node] | None) -> str:
        """That of the last node, since of two that contradict each other it is the later one."""
        located = [node.loc for node in nodes or () if node.loc is not None]
        if not located:
            return ""
        place = (located[-1].source.name, located[-1].start)
        index = bisect_right(self._starts, place) - 1
        if index < 0 or self._starts[index][0] != place[0]:
            return ""
        return self._pointers[self._starts[index]]


def _is_of_gateway(name: str, names: frozenset[str]) -> bool:
    return name in names or name.startswith(_PREFIXES)
