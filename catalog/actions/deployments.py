"""Record what runs where."""

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, facts
from catalog.models import Deployment, Environment, Person, Release


@transaction.atomic
def record_deployment(
    actor: Person, release: Release, environment: Environment, instance: str = "default"
) -> tuple[Deployment, bool]:
    """Record that the release now runs there; what ran in that place before has ended. The same again is found."""
    access.require_change(actor, release.service)
    facts.lock(f"deployments of {release.service_id} in {environment.pk} as {instance}")
    place = Deployment.objects.filter(
        service=release.service, environment=environment, instance=instance, ended_at=None
    )
    current = place.first()
    if current and current.release_id == release.pk:
        return current, False
    now = timezone.now()
    place.update(ended_at=now)
    deployment = Deployment(
        service=release.service,
        release=release,
        environment=environment,
        instance=instance,
        started_at=now,
        recorded_by=actor,
    )
    return facts.create(actor, deployment, instance=instance), True


@transaction.atomic
def end_deployment(actor: Person, deployment: Deployment) -> Deployment:
    """Record that the deployment has ended (undeployed). An ended one stays as it is."""
    access.require_change(actor, deployment.service)
    deployment = Deployment.objects.select_for_update().get(pk=deployment.pk)
    if deployment.ended_at is None:
        deployment.ended_at = timezone.now()
        deployment.save(update_fields=["ended_at"])
        audit.record(actor, "undeployed", deployment, instance=deployment.instance)
    return deployment
