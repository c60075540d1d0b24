"""Conditions: what a schema demands beyond ranges, members and items, taken apart into single demands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from catalog.contracts.schemas.digests import target
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.values import shown


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on the instances of one type; `node` is where it is written, `keyword` how."""

    keyword: str
    node: Node

    @property
    def shown(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Guard:
    """What an instance has to be for a demand to apply: to have a member, or to fit a schema (or not to)."""

    key: tuple[str, Hashable]
    member: str = ""
    schema: Node | None = None
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Requires(Condition):
    """Where the member `guard` is present, `name` is required."""

    guard: str
    name: str

    @property
    def shown(self) -> str:
        return f"{self.name} with {self.guard}"


@dataclass(frozen=True, slots=True)
class Implies(Condition):
    """What fits the guard has to fit the schema at `node`."""

    guard: Guard


@dataclass(frozen=True, slots=True)
class Excludes(Condition):
    """One value is not accepted."""

    value: Any

    @property
    def shown(self) -> str:
        return shown(self.value)


@dataclass(frozen=True, slots=True)
class Forbids(Condition):
    """A member may not be present."""

    name: str


@dataclass(frozen=True, slots=True)
class Refuses(Condition):
    """What fits the schema at `node` is not accepted."""


@dataclass(frozen=True, slots=True)
class Counts(Condition):
    """Between `least` and `most` items fit the schema at `node`."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Unevaluated(Condition):
    """What no neighbour has looked at fits the schema at `node`, and what they look at depends on the instance."""


@dataclass(frozen=True, slots=True)
class Names(Condition):
    """Every member's name fits the schema at `node`."""


@dataclass(frozen=True, slots=True)
class Unread(Condition):
    """A demand of unknown content, for a `reason`: a keyword of the wrong kind, or one that is not compared."""

    reason: str


Conditions = dict[tuple[Hashable, ...], Condition]


def declared_under(conditions: Conditions) -> set[str]:
    """The members that are declared where a condition holds."""
    schemas = [target(one.node).value for one in conditions.values() if isinstance(one, Implies)]
    return {name for schema in schemas if isinstance(schema, dict) for name in schema.get("properties") or ()}


def without_excluded(
    values: dict[Hashable, Any] | None, conditions: Conditions
) -> tuple[dict[Hashable, Any] | None, Conditions]:
    """A list of values without those that conditions exclude, and the other conditions."""
    if values is None:
        return None, conditions
    left = {key: value for key, value in values.items() if ("excludes", key) not in conditions}
    return left, {key: one for key, one in conditions.items() if not isinstance(one, Excludes)}
