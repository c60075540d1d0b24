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
        "consumes": sorted(
            (
                {
                    "service": d.service_slug,
                    "contract": d.contract_slug,
                    "version": d.range,
                    "built_against": d.declared_built_against,
                    "operations": d.operations,
                    "fields": d.fields,
                }
                for d in dependencies
            ),
            key=str,
        ),
    }


def with_content(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Fetch what the releases provide and consume, in a fixed number of queries."""
    provisions = Provision.objects.select_related("contract_version__contract__service")
    dependencies = Dependency.objects.select_related("contract__service", "built_against")
    return releases.select_related("service").prefetch_related(
        Prefetch("provisions", provisions), Prefetch("dependencies", dependencies)
    )


def latest_release(service: Service) -> Release | None:
    """The release with the highest version; its dependencies are the service's current ones."""
    return with_content(Release.objects.filter(service=service)).order_by("-sort_key", "-id").first()
