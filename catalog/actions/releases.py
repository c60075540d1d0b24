"""Register a release with what it provides and consumes."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from catalog import access
from catalog.actions import facts
from catalog.actions.consumption import Consumption, declared, resolve
from catalog.contracts import versions
from catalog.errors import ConflictError, FieldError, InvalidInputError
from catalog.models import ContractVersion, Dependency, Person, Provision, Release, Service
from catalog.queries.releases import release_content


@dataclass(frozen=True)
class Provided:
    """A contract version that a release provides; `service` where it is a shared contract of another service."""

    contract: str
    version: str
    service: str = ""


@dataclass(frozen=True)
class ReleaseContent:
    """What a release is: its commit, and the contract versions that it provides and consumes."""

    commit: str = ""
    provides: list[Provided] = field(default_factory=list)
    consumes: list[Consumption] = field(default_factory=list)


@transaction.atomic
def put_release(
    actor: Person, service: Service, version: str, content: ReleaseContent
) -> tuple[Release, bool]:
    """Register a release for good; the same again is found, other content is a conflict that says what differs."""
    access.require_change(actor, service)
    provided = [_provided(service, item, f"/provides/{i}") for i, item in enumerate(content.provides)]
    _refuse_twice([str(v) for v in provided], "provides")
    dependencies = [declared(item, f"/consumes/{i}") for i, item in enumerate(content.consumes)]
    _refuse_twice([f"{d.service_slug}/{d.contract_slug}" for d in dependencies], "consumes")
    existing = facts.locked(Release, service=service, version=version)
    if existing:
        _refuse_other_content(existing, content.commit, provided, dependencies)
        return existing, False
    facts.lock_consumers(f"{d.service_slug}/{d.contract_slug}" for d in dependencies)
    for i, item in enumerate(content.consumes):
        resolve(dependencies[i], item, f"/consumes/{i}")
    release = Release(
        service=service, version=version, sort_key=_sort_key(version), commit=content.commit, created_by=actor
    )
    facts.create(actor, release, commit=content.commit)
    Provision.objects.bulk_create(Provision(release=release, contract_version=v) for v in provided)
    for dependency in dependencies:
        dependency.release = release
    Dependency.objects.bulk_create(dependencies)
    return release, True


def _provided(service: Service, item: Provided, pointer: str) -> ContractVersion:
    owner = item.service or service.slug
    found = (
        ContractVersion.objects.filter(contract__service__slug=owner, contract__slug=item.contract)
        .filter(version=item.version)
        .select_related("contract__service")
        .first()
    )
    if found is None:
        message = (
            f"{owner}/{item.contract} {item.version} is not registered. Register the contract version first."
        )
        raise InvalidInputError(message, [FieldError(pointer, message)])
    return found


def _refuse_twice(names: list[str], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = f"{', '.join(twice)} stands twice in {where}."
        raise InvalidInputError(message, [FieldError(f"/{where}", message)])


def _sort_key(version: str) -> str:
    """Releases are ordered as semantic versions where they are such; the rest comes before them, by registration."""
    try:
        return versions.sort_key(version, "semver")
    except ValueError:
        return ""


def _refuse_other_content(
    existing: Release, commit: str, provided: list[ContractVersion], dependencies: list[Dependency]
) -> None:
    recorded = release_content(
        existing.commit,
        [
            provision.contract_version
            for provision in existing.provisions.select_related("contract_version__contract__service")
        ],
        list(existing.dependencies.all()),
    )
    sent = release_content(commit, provided, dependencies)
    differences: dict[str, Any] = {
        name: {"recorded": recorded[name], "sent": sent[name]}
        for name in sent
        if recorded[name] != sent[name]
    }
    if differences:
        raise ConflictError(
            f"{existing} is registered with other content, and a release never changes."
            f" What differs: {', '.join(differences)}. Register a new release.",
            extra={"differences": differences},
        )
