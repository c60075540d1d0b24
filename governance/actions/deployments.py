"""Record a deployment and its end, say so where the gate had not allowed it, and see who moved off what ends."""

from django.db import transaction
from django.utils import timezone

from catalog.actions import deployments
from catalog.models import Deployment, Environment, GateMode, Person, Release
from governance.actions.migrations import refresh_migrations_of
from governance.queries.promotions import standing_allows
from observability.actions.alerts import raise_alert


@transaction.atomic
def record_deployment(
    actor: Person, release: Release, environment: Environment, instance: str
) -> tuple[Deployment, bool]:
    """Record the deployment: it is a fact, with or without an allow. Without one it is a violation that alerts."""
    allowed = _allowed(release, environment)
    deployment, created = deployments.record_deployment(actor, release, environment, instance)
    if created:
        refresh_migrations_of(release.service)
    if created and environment.gate_mode == GateMode.ENFORCE and not allowed:
        _alert(deployment)
    return deployment, created


@transaction.atomic
def end_deployment(actor: Person, deployment: Deployment) -> Deployment:
    """Record the end: what ran there may have been the last that used something."""
    deployment = deployments.end_deployment(actor, deployment)
    refresh_migrations_of(deployment.service)
    return deployment


def _allowed(release: Release, environment: Environment) -> bool:
    return standing_allows(environment, timezone.now()).filter(release=release).exists()


def _alert(deployment: Deployment) -> None:
    release, environment, service = deployment.release, deployment.environment, deployment.service
    raise_alert(
        kind="deployment.without-allow",
        severity="critical" if environment.production else "warning",
        team=service.owner,
        service=service,
        title=f"{release} runs in {environment.slug} without the gate's allow",
        message=(
            f"{deployment.recorded_by} recorded it on {deployment.started_at:%Y-%m-%d %H:%M} UTC. Ask the gate now"
            f" whether {release.version} may stay, and go back to what ran before if it may not."
        ),
        link=service.get_absolute_url(),
        data={
            "service": service.slug,
            "release": release.version,
            "environment": environment.slug,
            "instance": deployment.instance,
        },
        dedup_key=f"without-allow:{deployment.pk}",
    )
