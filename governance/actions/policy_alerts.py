"""Tell owners what begins to be held against them, once, and resolve it when it holds again or is waived."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.models import Environment, Service
from governance.actions.adherence import strength
from governance.models import PolicyVersion
from governance.policy.model import Enforcement, State, Verdict
from observability.actions.alerts import raise_alert, resolve_alert
from observability.queries.alerts import standing_alerts

KIND = "policy.fails"
KEPT = (State.PASS, State.NOT_APPLICABLE)


@dataclass(frozen=True)
class Enforced:
    """A policy, and the environments that refuse who does not keep it."""

    version: PolicyVersion
    environments: tuple[str, ...]
    production: bool


def follow_violations(
    judged: Mapping[int, Mapping[str, Verdict]],
    versions: Iterable[PolicyVersion],
    waived: Mapping[int, Collection[str]],
    now: datetime,
) -> None:
    """Raise and resolve what the verdicts, by service and policy, mean for the owners. Again changes nothing.

    One that is told already is not told again while it lasts; that it is not known any more does not end it. For
    whoever holds the evaluations of the services, so that nobody tells the same at once.
    """
    enforced = _enforced(versions, now)
    held = {
        (service, slug): verdict
        for service, verdicts in judged.items()
        for slug, verdict in verdicts.items()
        if slug in enforced and slug not in waived.get(service, ())
    }
    told = {
        (alert.service_id, alert.data["policy"]): alert
        for alert in standing_alerts(KIND).filter(service__in=judged)
    }
    for place, alert in told.items():
        if place not in held or held[place].state in KEPT:
            resolve_alert(alert.dedup_key)
    begun = [place for place, verdict in held.items() if verdict.state is State.FAIL and place not in told]
    services = Service.objects.select_related("owner").in_bulk({service for service, _ in begun})
    for service, slug in begun:
        _tell(services[service], enforced[slug], held[service, slug], now)


def _enforced(versions: Iterable[PolicyVersion], now: datetime) -> dict[str, Enforced]:
    """The policies that are enforced somewhere now."""
    production = set(Environment.objects.filter(production=True).values_list("slug", flat=True))
    found = {}
    for version in versions:
        policy = version.as_policy()
        places = [name for name in policy.enforcement if strength(policy, name, now) is Enforcement.ENFORCE]
        if places:
            found[policy.slug] = Enforced(version, tuple(sorted(places)), not production.isdisjoint(places))
    return found


def _tell(service: Service, enforced: Enforced, verdict: Verdict, now: datetime) -> None:
    version, places = enforced.version, ", ".join(enforced.environments)
    raise_alert(
        kind=KIND,
        severity="critical" if enforced.production else "warning",
        team=service.owner,
        service=service,
        title=f"{service.slug} does not keep to a policy: {version.title}",
        message=(
            f"{verdict.message} It is enforced in {places}: the gate refuses releases of {service.slug} there until it"
            " holds, or another person of the governance group has granted a waiver."
        ),
        link=version.policy.get_absolute_url(),
        data={
            "policy": version.policy.slug,
            "policy_version": version.number,
            "environments": list(enforced.environments),
            "remediation": version.remediation,
        },
        dedup_key=f"policy-fails:{service.pk}:{version.policy.slug}:{now.isoformat()}",
    )
