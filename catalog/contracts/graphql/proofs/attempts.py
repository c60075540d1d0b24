"""Requests that may show a difference, by the kind of difference; whether they do is for the library to say."""

from __future__ import annotations

from collections.abc import Callable

from catalog.contracts.graphql.graph import Graph
from catalog.contracts.graphql.proofs import inputs, selections, types
from catalog.contracts.graphql.proofs.maker import Found, Maker
from catalog.contracts.pairs import Event

_BY_KIND: dict[str, Callable[[Maker, Event], Found]] = {
    "field": selections.of_field,
    "null": selections.of_null,
    "selection": selections.of_conflict,
    "member": selections.of_member,
    "interface": selections.of_interface,
    "argument": inputs.of_argument,
    "input field": inputs.of_input_field,
    "enum value": inputs.of_enum_value,
    "one of": inputs.of_one_of,
    "named type": types.of_type,
    "root type": types.of_root,
    "directive": types.of_directive,
    "location": types.of_directive,
}


class Attempts:
    """Makes requests for the events of one comparison."""

    def __init__(self, graph: Graph) -> None:
        self._maker = Maker(graph)

    def of(self, event: Event) -> Found:
        """The requests for an event, the plainest first; none where neither request nor response can show it."""
        make = _BY_KIND.get(event.on)
        return iter(()) if make is None else make(self._maker, event)
