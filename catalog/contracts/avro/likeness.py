"""What two Avro contracts say alike: nothing differs there, so nobody looks into it."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.contracts.avro.model import Field, Schemas, Type
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import written_alike


@dataclass(eq=False, slots=True)
class Likeness:
    """The places that both contracts write in the same words, and whose names mean the same in both."""

    previous: Schemas
    current: Schemas
    _alike: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._alike = _defined_alike(self.previous, self.current)

    def of_fields(self, before: Field, after: Field) -> bool:
        return written_alike(before.node.value, after.node.value) and self.of_types(before.type, after.type)

    def of_types(self, before: Node, after: Node) -> bool:
        """Whether the schemas at two places are alike."""
        one, other = self.previous.at(before), self.current.at(after)
        if one.name or other.name:
            return self._mean_the_same(one, other)
        below = zip(self.previous.below(before), self.current.below(after), strict=False)
        return written_alike(before.value, after.value) and all(self.of_types(*places) for places in below)

    def _mean_the_same(self, one: Type, other: Type) -> bool:
        """Whether both are what a name means that the contracts define alike, and no second definitions of it."""
        known = one.name == other.name and one.name in self._alike
        return known and self.previous.named[one.name] is one and self.current.named[other.name] is other


def _defined_alike(previous: Schemas, current: Schemas) -> frozenset[str]:
    """The full names of the types that both define in the same words, as are all types that they refer to."""
    names = previous.named.keys() & current.named.keys()
    unlike = (previous.named.keys() | current.named.keys()) - names
    for name in names:
        previous.check()
        if not written_alike(previous.named[name].node.value, current.named[name].node.value):
            unlike.add(name)
    waiting = list(unlike)
    while waiting:
        name = waiting.pop()
        users = previous.users.get(name, set()) | current.users.get(name, set())
        waiting.extend(users - unlike)
        unlike |= users
    return frozenset(names - unlike)
