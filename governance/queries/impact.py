"""Which consumers a new contract version would hit, each judged from the version that it was built against."""

from collections.abc import Callable
from dataclasses import dataclass

from catalog.contracts.changes import BREAKING, Change, Comparison
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
    """The breaking changes that hit what the dependency uses, where its contract promises not to make them."""
    usage = usage_of(dependency)
    promised = comparison.under(dependency.contract.strictness) if dependency.contract else comparison
    return tuple(c for c in promised.with_severity(BREAKING) if c.hits_consumers and usage.hit_by(c))


def hits(version: ContractVersion, compare: Compare) -> list[Hit]:
    """The live consumers of the version's major line that it breaks. `compare` takes two document digests."""
    uses = uses_below(version)
    places = _places({dependency.release_id for dependency, _ in uses})
    found = []
    for dependency, built_against in uses:
        changes = breaking_for(dependency, compare(built_against.document_id, version.document_id))
        if changes:
            found.append(Hit(dependency, tuple(sorted(places.get(dependency.release_id, ()))), changes))
    return found


def _places(release_ids: set[int]) -> dict[int, set[str]]:
    places: dict[int, set[str]] = {}
    for run in current_runs(release_ids):
        places.setdefault(run.release_id, set()).add(run.environment)
    return places


def uses_below(version: ContractVersion) -> list[tuple[Dependency, ContractVersion]]:
    """Who was built against a lower version of the line, and which; who is on an older line has that to stay on."""
    return [
        (dependency, built)
        for dependency in live_consumers([version.contract_id])
        if (built := dependency.built_against)
        and built.major_line == version.major_line
        and _below(built, version)
    ]


def _below(built: ContractVersion, version: ContractVersion) -> bool:
    return (built.sort_key, built.pk) < (version.sort_key, version.pk)
