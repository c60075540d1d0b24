"""What graphql-core finds wrong in a schema, until enough is found or the time is over.

Called whole, the library collects every mistake, though there may be as many as uses of a directive times its
arguments; and with each unknown name it compares all known ones, to say which may have been meant. Here it is told
after each mistake whether to go on, and makes no suggestions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import DocumentNode, GraphQLArgument, GraphQLError, GraphQLInputField, GraphQLSchema, Node
from graphql.language import ParallelVisitor, TypeExtensionNode, Visitor, visit
from graphql.type import is_input_object_type
from graphql.type.validate import SchemaValidationContext
from graphql.utilities import validate_input_literal
from graphql.validation import SDLValidationContext
from graphql.validation.rules.possible_type_extensions import PossibleTypeExtensionsRule
from graphql.validation.specified_rules import specified_sdl_rules

from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import Deadline

LARGEST_DEFAULT = 10_000_000
"""Characters of a default value times members of the largest input type, since every object in it may be held to all
of them; in published schemas the product stays below 100,000."""


class _Enough(Exception):  # noqa: N818 - it ends a search that has found what it was for
    """As many mistakes as anybody wants to read."""


@dataclass(slots=True)
class Search:
    """Looks for mistakes: at most so many of those that count."""

    deadline: Deadline
    most: int
    counts: Callable[[GraphQLError], bool]
    _found: list[GraphQLError] = field(default_factory=list)

    def in_text(self, document: DocumentNode) -> list[GraphQLError]:
        """What is seen in the text: names that are unknown or come twice, and the like; raises OutOfTimeError."""
        context = _Text(document, None, self._take)
        rules = [rule(context) for rule in specified_sdl_rules if rule is not PossibleTypeExtensionsRule]
        visitors = [_Clock(self.deadline), *rules, _PossibleTypeExtensions(context)]
        return self._until_enough(lambda: visit(document, ParallelVisitor(visitors)))

    def in_types(self, schema: GraphQLSchema) -> list[GraphQLError]:
        """What is seen in types as a whole: interfaces, roots, defaults; raises OutOfTimeError and RecursionError."""
        context = _Types(schema, self.deadline, self._take)
        checks = (context.validate_root_types, context.validate_directives, context.validate_types)
        return self._until_enough(*checks)

    def _take(self, error: GraphQLError) -> None:
        self.deadline.check()
        if self.counts(error):
            self._found.append(error)
            if len(self._found) >= self.most:
                raise _Enough

    def _until_enough(self, *checks: Callable[[], object]) -> list[GraphQLError]:
        self._found = []
        try:
            for check in checks:
                check()
        except _Enough:
            pass  # the rest is for when these are mended
        return self._found


class _Clock(Visitor):
    """Looks at the time at every node, since what has no mistake takes time too."""

    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    def enter(self, *_: object) -> None:
        self._deadline.check()


class _Text(SDLValidationContext):
    @property
    def hide_suggestions(self) -> bool:
        return True


class _PossibleTypeExtensions(PossibleTypeExtensionsRule):
    """The rule of the library, which does not ask whether suggestions are wanted."""

    def check_extension(self, node: TypeExtensionNode, *_: Any) -> None:
        if node.name.value in self.defined_types:
            super().check_extension(node)
        else:
            message = f"Cannot extend type '{node.name.value}', which is not defined."
            self.report_error(GraphQLError(message, node.name))

    enter_scalar_type_extension = enter_object_type_extension = check_extension
    enter_interface_type_extension = enter_union_type_extension = check_extension
    enter_enum_type_extension = enter_input_object_type_extension = check_extension


class _Types(SchemaValidationContext):
    def __init__(
        self, schema: GraphQLSchema, deadline: Deadline, take: Callable[[GraphQLError], None]
    ) -> None:
        super().__init__(schema)
        self._deadline = deadline
        self._take = take
        inputs = (kind for kind in schema.type_map.values() if is_input_object_type(kind))
        self._widest = max((len(kind.fields) for kind in inputs), default=0)

    def report_error(self, message: str, nodes: Any = None) -> None:
        nodes = nodes if nodes is None or isinstance(nodes, Node) else [node for node in nodes if node]
        self._take(GraphQLError(message, nodes))

    def validate_name(self, node: Any, name: str | None = None) -> None:
        """Every type, field and argument comes here: the place to look at the time."""
        self._deadline.check()
        super().validate_name(node, name)

    def validate_default_value(self, input_value: GraphQLArgument | GraphQLInputField, arg_str: str) -> None:
        """As the library does, but with a report of each mistake when it is found."""
        literal = input_value.default and input_value.default.literal
        if not literal:
            return
        if literal.loc and (literal.loc.end - literal.loc.start) * self._widest > LARGEST_DEFAULT:
            self.report_error(f"The default value of {arg_str} is too large to be checked.", literal)
            return

        def report(error: GraphQLError, path: list[str | int]) -> None:
            at = f" at {join('', *path)}" if path else ""
            self.report_error(
                f"{arg_str} has invalid default value{at}: {error.message}", error.nodes or literal
            )

        validate_input_literal(literal, input_value.type, report, hide_suggestions=True)
