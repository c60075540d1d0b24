"""Register a release, and see from it how far its service is on its way off what ends."""

from django.db import transaction

from catalog.actions import releases
from catalog.actions.releases import ReleaseContent
from catalog.models import Person, Release, Service
from governance.actions.migrations import refresh_migrations_of


@transaction.atomic
def put_release(
    actor: Person, service: Service, version: str, content: ReleaseContent
) -> tuple[Release, bool]:
    """Register the release through the catalog; what it consumes says what its service still uses."""
    release, created = releases.put_release(actor, service, version, content)
    if created:
        refresh_migrations_of(service)
    return release, created
