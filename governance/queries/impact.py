"""Which consumers a new contract version would hit, each judged from the version that it was built against."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalog.contracts.changes import Change
from catalog.contracts.compare import Comparison
from catalog.graph.impact import Usage
from catalog.models import ContractVersion, Dependency
from catalog.queries.consumption import current_runs, live_consumers

Compare = Callable[[str, str], Comparison]


@dataclass(frozen=True)
class Hit:
    """A consumer that the version breaks, with the changes that hit it and where it runs."""

    dependency: Dependency
    environments: tuple[str, ...]
    changes: tuple[Change, ...]


def usage_of(dependency: Dependency) -> Usage:
    return Usage(frozenset(dependency.operations), frozenset(dependency.fields))


def breaking_for(dependency: Dependency, comparison: Comparison) -> tuple[Change, ...]:
    """The breaking changes that hit what the dependency uses."""
    usage = usage_of(dependency)
    return tuple(c for c in comparison.changes if c.severity == "breaking" and usage.hit_by(c))


def hits(version: ContractVersion, compare: Compare) -> list[Hit]:
    """The live consumers of the version's major line that it breaks. `compare` takes two document digests."""
    places = _places()
    found = []
    for dependency in _in_major_line(version, live_consumers([version.contract_id])):
        changes = breaking_for(dependency, compare(dependency.built_against.document_id, version.document_id))
        if changes:
            found.append(Hit(dependency, tuple(sorted(places.get(dependency.release_id, ()))), changes))
    return found


def _places() -> dict[int, set[str]]:
    places: dict[int, set[str]] = {}
    for run in current_runs():
        places.setdefault(run.release_id, set()).add(run.environment)
    return places


def _in_major_line(version: ContractVersion, dependencies: Iterable[Dependency]) -> Iterable[Dependency]:
    """Who was built against a lower version of the line; who is on an older line has that line to stay on."""
    return [
        d
        for d in dependencies
        if d.built_against
        and d.built_against.major_line == version.major_line
        and d.built_against_id != version.pk
        and d.built_against.sort_key <= version.sort_key
    ]
