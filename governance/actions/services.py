"""Register and change services; one that others use is retired through its deprecation alone."""

from typing import Any

from django.db import transaction

from catalog import access
from catalog.actions import facts, services
from catalog.errors import ConflictError
from catalog.models import Dependency, Lifecycle, Person, Service
from governance.actions.deprecations import close_retired
from governance.actions.migrations import DEPRECATIONS
from governance.models import Deprecation, DeprecationKind
from governance.queries.deprecated_uses import live_uses
from governance.queries.deprecations import open_deprecations
from observability.actions.alerts import hand_over


@transaction.atomic
def put_service(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Service, bool]:
    """Register or change the service through the catalog; refuse to retire it while others consume it.

    A new owner takes over the alerts that stand.
    """
    before = Service.objects.filter(slug=slug).select_related("owner").first()
    retires = fields.get("lifecycle") == Lifecycle.RETIRED
    ending = _unused(actor, before) if before and retires and before.lifecycle != Lifecycle.RETIRED else None
    service, created = services.put_service(actor, slug, fields, if_match)
    if ending:
        close_retired(actor, ending)
    if before and before.owner != service.owner:
        hand_over(service, before.owner)
    return service, created


def _unused(actor: Person, service: Service) -> Deprecation | None:
    """Refuse where others consume the service; return the deprecation that its retirement completes."""
    access.require_change(actor, service)
    facts.lock(DEPRECATIONS)
    standing = open_deprecations().filter(kind=DeprecationKind.SERVICE, service=service).first()
    uses = live_uses(Deprecation(kind=DeprecationKind.SERVICE, service=service))
    if uses:
        _refuse(service, uses, standing)
    return standing


def _refuse(service: Service, uses: list[Dependency], standing: Deprecation | None) -> None:
    consumers = sorted({use.release.service.slug for use in uses})
    how = (
        f"POST /api/v1/deprecations/{standing.pk}/retire does it when they have moved"
        if standing
        else "Announce its end with POST /api/v1/deprecations, and retire it when they have moved"
    )
    raise ConflictError(
        f"{service.slug} cannot be retired while it is used by {', '.join(consumers)}. {how}.",
        extra={"consumers": consumers},
    )
