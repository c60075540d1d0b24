"""Who was observed to call what ends, as far as what was measured can tell."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Literal, get_args

from django.db.models import F, Q

from catalog.models import Operation, Service
from governance.models import Deprecation, DeprecationKind, Migration
from observability.models import Measurement, ObservedDependency
from observability.queries.usage import WINDOW, measurements

State = Literal["observed", "not_observed", "unknown", "not_measured"]
OBSERVATION_STATES: tuple[State, ...] = get_args(State)
Having = dict[tuple[int, str], set[tuple[int, str]]]
"""A contract and a key → the versions that have the operation, each with its line."""


@dataclass(frozen=True)
class Observation:
    """What is known of the calls of one consumer to what ends, in one environment.

    `unknown` says that it called operations that other versions have as well, and that which one was not told. Where
    nothing is measured nothing is said; `since` and `until` are when it was measured.
    """

    environment: str
    state: State
    last_seen: datetime | None = None
    since: datetime | None = None
    until: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in asdict(self).items()
        }


class Observed:
    """What was observed of a deprecation's subject, of every consumer or of one; made by `observed_of`."""

    def __init__(
        self,
        deprecation: Deprecation,
        measured: list[Measurement],
        rows: list[ObservedDependency],
        having: Having,
    ) -> None:
        self._measured = {row.environment.slug: row for row in measured}
        self._having = having
        self._unclear: list[ObservedDependency] = []
        self._seen: dict[str, dict[str, dict[bool, datetime]]] = defaultdict(lambda: defaultdict(dict))
        for row in rows:
            certain = _is_on_it(row, deprecation, self.versions_with(row))
            if certain is False:
                self._unclear.append(row)
            if certain is not None:
                seen = self._seen[row.consumer][row.environment.slug]
                seen[certain] = max(row.last_seen, seen.get(certain, row.last_seen))

    def of(self, consumer: str, environments: Iterable[str] = ()) -> list[Observation]:
        """What is known of the consumer, where something is measured and in the environments that it runs in."""
        return [
            self._in(consumer, environment) for environment in dict.fromkeys([*self._measured, *environments])
        ]

    def last_calls(self, now: datetime) -> dict[str, datetime]:
        """When each consumer called for certain what ends, last, as far as that still counts."""
        places = {name: self.places(name, now) for name in self._seen}
        return {name: max(seen.values()) for name, seen in places.items() if seen}

    def places(self, consumer: str, now: datetime) -> dict[str, datetime]:
        """The same of one consumer, by environment."""
        return {
            environment: seen[True]
            for environment, seen in self._seen[consumer].items()
            if True in seen and seen[True] >= now - WINDOW
        }

    def versions_with(self, row: ObservedDependency) -> set[tuple[int, str]]:
        """The versions that have the operation that was called, each with its line."""
        return self._having.get((row.contract_id, row.operation), set())

    def unclear(self, now: datetime) -> list[ObservedDependency]:
        """The calls that still count and may be on what ends, since their version was not told."""
        return [row for row in self._unclear if row.last_seen >= now - WINDOW]

    def _in(self, consumer: str, environment: str) -> Observation:
        measured: Measurement | None = self._measured.get(environment)
        if measured is None:
            return Observation(environment, "not_measured")
        seen = self._seen[consumer][environment] if consumer in self._seen else {}
        state: State = "observed" if True in seen else "unknown" if seen else "not_observed"
        last = seen.get(True) or seen.get(False)
        return Observation(environment, state, last, measured.since, measured.until)


WORDS: dict[State, str] = {
    "observed": "last observed",
    "not_observed": "not observed",
    "unknown": "perhaps observed",
    "not_measured": "not measured",
}


def details(stored: Mapping[str, Any]) -> str:
    """Where and when of a stored observation: `in production on 2026-11-20`."""
    where = f"in {stored['environment']}"
    match stored["state"]:
        case "observed":
            return f"{where} on {stored['last_seen'][:10]}"
        case "not_observed":
            return f"{where} from {stored['since'][:10]} to {stored['until'][:10]}"
        case "unknown":
            return f"{where} on {stored['last_seen'][:10]}, which version was not told"
    return where


def observed_in_words(migration: Migration) -> str | None:
    """All of a migration's observations as a sentence; None where nothing is measured."""
    stored = migration.evidence.get("observations", [])  # evidence of before anything was measured has none
    measured = any(one["state"] != "not_measured" for one in stored)
    return "; ".join(f"{WORDS[one['state']]} {details(one)}" for one in stored) if measured else None


def unregistered_callers(observed: Observed, now: datetime) -> list[tuple[str, datetime]]:
    """Who called it lately under a name that is no service's, and when last; the latest first."""
    called = observed.last_calls(now)
    known = services_named(called)
    unknown = [(name, moment) for name, moment in called.items() if name not in known]
    return sorted(unknown, key=lambda caller: caller[1], reverse=True)


def services_named(names: Collection[str]) -> dict[str, Service]:
    """The services of those names, with their owners."""
    return {
        service.slug: service for service in Service.objects.filter(slug__in=names).select_related("owner")
    }


def observed_of(deprecations: Collection[Deprecation], consumer: str = "") -> dict[int, Observed]:
    """What was observed of each, by its id, of all consumers or of one; in three queries however many there are."""
    measured = defaultdict(list)
    for measurement in measurements().filter(service__in={one.service_id for one in deprecations}):
        measured[measurement.service_id].append(measurement)
    asked = [one for one in deprecations if one.service_id in measured]
    rows = _rows(asked, consumer) if asked else []
    having = _having(asked, rows)
    return {
        one.pk: Observed(one, measured[one.service_id], [row for row in rows if _concerns(row, one)], having)
        for one in deprecations
    }


def _rows(deprecations: list[Deprecation], consumer: str) -> list[ObservedDependency]:
    rows = ObservedDependency.objects.filter(reduce(or_, map(_subject, deprecations)))
    rows = rows.exclude(consumer=F("contract__service__slug"))
    rows = rows.select_related("environment", "contract", "contract_version")
    return list(rows.filter(consumer=consumer) if consumer else rows)


def _subject(deprecation: Deprecation) -> Q:
    return Q(
        contract__service=deprecation.service_id,
        **({"contract": deprecation.contract_id} if deprecation.contract_id else {}),
        **({"operation": deprecation.operation} if deprecation.operation else {}),
    )


def _concerns(row: ObservedDependency, deprecation: Deprecation) -> bool:
    """The same of a row that was read."""
    return (
        row.contract.service_id == deprecation.service_id
        and deprecation.contract_id in {None, row.contract_id}
        and deprecation.operation in {"", row.operation}
    )


def _having(deprecations: list[Deprecation], rows: list[ObservedDependency]) -> Having:
    """The versions, each with its line, that have the operations which were called without a version being told."""
    contracts = {one.contract_id for one in deprecations if one.contract_id}
    keys = {row.operation for row in rows if row.contract_version_id is None}
    found: Having = defaultdict(set)
    if contracts and keys:
        operations = Operation.objects.filter(contract_version__contract__in=contracts, key__in=keys)
        for contract, key, number, line in operations.values_list(
            "contract_version__contract", "key", "contract_version", "contract_version__major_line"
        ):
            found[contract, key].add((number, line))
    return found


def _is_on_it(row: ObservedDependency, deprecation: Deprecation, having: set[tuple[int, str]]) -> bool | None:
    """Whether the calls are on what ends: certainly, perhaps (False: their version was not told), or not (None)."""
    told = row.contract_version
    versions = {(told.pk, told.major_line)} if told else having
    if deprecation.kind == DeprecationKind.SERVICE or (deprecation.operation and not deprecation.line):
        return True
    if deprecation.operation:
        on_it = {version for version in versions if version[1] == deprecation.line}
    else:
        on_it = {version for version in versions if version[0] == deprecation.contract_version_id}
    return (on_it == versions) if on_it else None
