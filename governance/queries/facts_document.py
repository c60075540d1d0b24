"""Put the scene into the documents that policies judge (`governance/policy/document.py`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

import orjson
from django.utils import timezone

from catalog.models import Contract, Dependency, Environment, Release, Service, Team
from governance.policy import document as parts
from governance.policy.document import VERSION, Document, instant
from governance.queries.facts_clock import Clock
from governance.queries.facts_contracts import contract_facts, deprecation_facts
from governance.queries.facts_scene import Around, FactsScene, Running, look_at

FALLBACK = "fallback."


@dataclass(frozen=True)
class ServiceFacts:
    """The document of one service, its revision, and when time alone makes it another one.

    How long an attested fact is fresh is no part of the revision: to state the same again in time changes nothing.
    """

    document: Document
    revision: str
    until: datetime | None


def facts_of_services(service_ids: Iterable[int], now: datetime) -> dict[int, ServiceFacts]:
    """What is known about each of the services now, in a number of queries that does not depend on them."""
    scene = look_at(service_ids)
    return {service.pk: _Assembly(scene, service, now).facts() for service in scene.services}


def facts_of_service(service: Service) -> ServiceFacts:
    """What is known about one service now."""
    return facts_of_services([service.pk], timezone.now())[service.pk]


def document_of(release: Release, environment: Environment, around: Around) -> Document:
    """What policies judge of a release that wants to enter an environment, with what was read of what is around it."""
    scene = look_at([release.service_id], release, around)
    (service,) = scene.services
    return _Assembly(scene, service, timezone.now(), release, environment).document()


class _Assembly:
    """Makes one document."""

    def __init__(
        self,
        scene: FactsScene,
        service: Service,
        now: datetime,
        release: Release | None = None,
        environment: Environment | None = None,
    ) -> None:
        self.scene, self.service = scene, service
        self.clock = Clock(now)
        self.releases = scene.releases.get(service.pk, [])
        self.release, self.environment = release, environment

    def facts(self) -> ServiceFacts:
        document = self.document()
        judged = {name: part for name, part in document.items() if name != "sources"}
        revision = sha256(orjson.dumps(judged, option=orjson.OPT_SORT_KEYS)).hexdigest()
        return ServiceFacts(document, revision, self.clock.until())

    def document(self) -> Document:
        scene, service = self.scene, self.service
        attested = [fact for fact in scene.facts.get(service.pk, ()) if fact.fits]
        contracts = scene.contracts.get(service.pk, [])
        document: dict[str, Any] = {
            "version": VERSION,
            "service": self._service(),
            "owner": self._team(service.owner),
            "contracts": [contract_facts(scene, contract, self.clock) for contract in contracts],
            "consumers": [each for contract in contracts for each in self._consumers(contract)],
            "releases": [self._release(release) for release in self.releases],
            "deployments": [_deployment(row) for row in scene.deployments.get(service.pk, ())],
            "facts": {fact.source.slug: fact.data for fact in attested},
            "sources": {
                fact.source.slug: {
                    "attested_at": instant(fact.attested_at),
                    "expires_at": instant(fact.expires_at),
                }
                for fact in attested
            },
            "environment": _environment(self.environment),
            "release": self._release(self.release) if self.release else None,
        }
        if traffic := scene.traffic.get(service.pk):
            document["callers"] = traffic.callers()
            self.clock.note(traffic.boundaries())
        if judged := self.release or next(iter(self.releases), None):
            document["dependencies"] = [self._dependency(d) for d in scene.dependencies.get(judged.pk, ())]
        return cast("Document", document)

    def _service(self) -> parts.Service:
        service, system = self.service, self.service.system
        kept = (
            *("slug", "title", "purpose", "kind", "lifecycle", "tier", "platform"),
            *("exposure", "data_classification", "versioning_strategy", "links", "labels"),
        )
        facts: dict[str, Any] = {name: getattr(service, name) for name in kept}
        facts |= {
            "system": system.slug if system else None,
            "domain": system.domain.slug if system and system.domain else None,
            "technical_owner": self._team(service.technical_owner) if service.technical_owner else None,
            "deprecations": deprecation_facts(self.scene.deprecations.get(service.pk, ()), self.clock),
            "created_at": instant(service.created_at),
        }
        return cast("parts.Service", facts)

    def _team(self, team: Team) -> parts.Team:
        facts: dict[str, Any] = {
            "slug": team.slug,
            "title": team.title,
            "kind": team.kind,
            "contacts": {"email": team.email, "chat": team.chat, "on_call": team.on_call},
            "members": [
                {"person": m.person.username, "role": m.role, "active": m.person.is_active}
                for m in self.scene.members.get(team.pk, ())
            ],
        }
        return cast("parts.Team", facts)

    def _dependency(self, dependency: Dependency) -> parts.Dependency:
        contract, built = dependency.contract, dependency.built_against
        facts: dict[str, Any] = {
            "service": dependency.service_slug,
            "contract": dependency.contract_slug,
            "range": dependency.range,
            "built_against": built.version if built else dependency.declared_built_against or None,
            "operations": dependency.operations,
            "registered": contract is not None,
            "fallback": self.service.labels.get(FALLBACK + dependency.service_slug),
        }
        if contract:
            provider = contract.service
            kept = ("lifecycle", "tier", "exposure")
            facts["provider"] = {name: getattr(provider, name) for name in kept} | {
                "owner": provider.owner.slug
            }
            own = self.scene.circle.get(self.service.pk)
            facts["endings"] = deprecation_facts(self.scene.endings.get(dependency.pk, ()), self.clock)
            facts["cyclic"] = own is not None and self.scene.circle.get(provider.pk) == own
        if built:
            self.clock.begin(built.deprecated_at)  # its state changes then
            facts |= {
                "version_state": built.state(self.clock.today),
                "sunset_at": self.clock.end(built.sunset_at),
            }
        return cast("parts.Dependency", facts)

    def _release(self, release: Release) -> parts.Release:
        provided = self.scene.provisions.get(release.pk, ())
        return {
            "version": release.version,
            "commit": release.commit,
            "created_at": instant(release.created_at),
            "provides": [
                {"service": each.service, "contract": each.contract, "version": each.version}
                for each in provided
            ],
        }

    def _consumers(self, contract: Contract) -> Iterator[parts.Consumer]:
        versions = {version.pk: version.version for version in self.scene.versions.get(contract.pk, ())}
        traffic = self.scene.traffic.get(self.service.pk)
        for consumer in self.scene.consumers.get(contract.pk, ()):
            if consumer.service_id == self.service.pk:
                continue
            facts: dict[str, Any] = {
                "service": consumer.service,
                "kind": consumer.kind,
                "lifecycle": consumer.lifecycle,
                "owner": consumer.owner,
                "contract": contract.slug,
                "built_against": versions.get(consumer.built_against_id or 0),
                "in_production": any(place.production for place in consumer.places),
            }
            if traffic:
                facts["observed"] = traffic.last_call(contract.slug, consumer.service)
            yield cast("parts.Consumer", facts)


def _deployment(row: Running) -> parts.Deployment:
    return {
        "environment": row.environment,
        "production": row.production,
        "instance": row.instance,
        "release": row.release,
        "since": instant(row.since),
    }


def _environment(environment: Environment | None) -> parts.Environment | None:
    if environment is None:
        return None
    return {"slug": environment.slug, "production": environment.production, "rank": environment.rank}
