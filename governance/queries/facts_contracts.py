"""Put a service's contracts into its facts document (`governance/policy/contract_parts.py`)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from catalog.models import Contract, ContractVersion, Validation
from governance.models import Deprecation, JobState
from governance.policy import contract_parts as parts
from governance.queries.facts_clock import Clock
from governance.queries.facts_scene import FactsScene


def contract_facts(scene: FactsScene, contract: Contract, clock: Clock) -> parts.Contract:
    """A contract with all its versions, the highest first."""
    versions = scene.versions.get(contract.pk, [])
    users = defaultdict(set)
    for consumer in scene.consumers.get(contract.pk, ()):
        users[consumer.built_against_id].add(consumer.service)
    kept = ("slug", "title", "format", "exposure", "stability", "compatibility", "strictness")
    facts: dict[str, Any] = {name: getattr(contract, name) for name in kept}
    facts |= {
        "version_scheme": contract.version_scheme,
        "validation": contract.validation,
        "latest": versions[0].version if versions else None,
        "versions": [_version(scene, contract, one, sorted(users[one.pk]), clock) for one in versions],
    }
    return cast("parts.Contract", facts)


def deprecation_facts(announced: Iterable[Deprecation], clock: Clock) -> list[parts.Deprecation]:
    """What is announced to end."""
    facts = [
        {
            "kind": one.kind,
            "contract": one.contract.slug if one.contract else None,
            "version": one.contract_version.version if one.contract_version else None,
            "operation": one.operation or None,
            "line": one.line,
            "state": one.state(clock.today),
            "announced_at": clock.begin(one.announced_at),
            "deprecated_at": clock.begin(one.deprecated_on),
            "sunset_at": clock.end(one.sunset_on),
            "successor": one.successor,
        }
        for one in announced
    ]
    return cast("list[parts.Deprecation]", facts)


def _version(
    scene: FactsScene, contract: Contract, version: ContractVersion, consumers: list[str], clock: Clock
) -> parts.ContractVersion:
    places = scene.provided_in.get(version.pk, {})
    facts: dict[str, Any] = {
        "version": version.version,
        "major_line": version.major_line,
        "state": version.state(clock.today),
        "deprecated_at": clock.begin(version.deprecated_at),
        "sunset_at": clock.end(version.sunset_at),
        "successor": version.successor.version if version.successor else None,
        "operations": scene.operations.get(version.pk, []),
        "environments": list(places),
        "in_production": any(places.values()),
        "consumers": consumers,
    }
    if contract.validation != Validation.IGNORE:
        facts |= {"valid": version.is_valid, "problems": len(version.problems)}
    if review := scene.reviews.get(version.pk):
        facts["review"] = _review(review)
    if documentation := scene.documentation.get(version.document_id):
        facts["documentation"] = documentation
    return cast("parts.ContractVersion", facts)


def _review(review: Any) -> parts.Review:
    # Whether a worker is at it just now is nothing to judge by.
    running = review.state == JobState.RUNNING
    facts: dict[str, Any] = {"state": JobState.PENDING if running else review.state}
    if review.state == JobState.DONE:
        facts |= {"verdict": review.verdict, "breaking": review.breaking, "unknown": review.unknown}
    return cast("parts.Review", facts)
