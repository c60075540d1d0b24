"""Releases: what they say, and which is the latest."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from catalog.models import ContractVersion, Dependency, Provision, Release, Service


def release_content(
    commit: str, provided: list[ContractVersion], dependencies: list[Dependency]
) -> dict[str, Any]:
    """What a release says, in one canonical form, as declared."""
    return {
        "commit": commit,
        "provides": sorted(
            (
                {"service": v.contract.service.slug, "contract": v.contract.slug, "version": v.version}
                for v in provided
            ),
            key=str,
        ),
        "consumes": sorted((_declared(dependency) for dependency in dependencies), key=str),
    }


def release_facts(release: Release) -> dict[str, Any]:
    """What a release (with its content fetched) says, who registered it, and what its dependencies resolve to."""
    provided = [provision.contract_version for provision in release.provisions.all()]
    consumes = [
        _declared(dependency)
        | {
            "resolved": dependency.contract is not None,
            "judged_from": dependency.built_against and dependency.built_against.version,
        }
        for dependency in release.dependencies.all()
    ]
    return release_content(release.commit, provided, []) | {
        "service": release.service.slug,
        "version": release.version,
        "consumes": consumes,
        "created_at": release.created_at,
        "created_by": release.created_by.username,
    }


def _declared(dependency: Dependency) -> dict[str, Any]:
    return {
        "service": dependency.service_slug,
        "contract": dependency.contract_slug,
        "version": dependency.range,
        "built_against": dependency.declared_built_against,
        "operations": dependency.operations,
        "fields": dependency.fields,
    }


def with_content(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Fetch what the releases provide and consume, in a fixed number of queries."""
    provisions = Provision.objects.select_related("contract_version__contract__service").order_by("id")
    dependencies = Dependency.objects.select_related("contract__service__owner", "built_against")
    return releases.select_related("service", "created_by").prefetch_related(
        Prefetch("provisions", provisions), Prefetch("dependencies", dependencies)
    )


def latest_release(service: Service) -> Release | None:
    """The release with the highest version; its dependencies are the service's current ones."""
    return releases_of(service).first()


def releases_of(service: Service) -> QuerySet[Release]:
    """The releases of a service with their content, the highest first."""
    return with_content(Release.objects.filter(service=service)).order_by("-sort_key", "-id")
