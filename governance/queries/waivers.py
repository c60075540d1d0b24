"""Waivers: listed, found, and which of them cover what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.contracts.changes import Change
from catalog.queries import find
from catalog.queries.prepared import Prepared, any_given, given
from governance.models import Finding, Policy, Waiver, WaiverState
from governance.policy.model import MAX_WAIVER, waiver_length


@dataclass(frozen=True)
class Granted:
    """The waivers of findings that hold at an instant."""

    waivers: tuple[Waiver, ...] = ()

    def covering(self, service_id: int, change: Change) -> Waiver | None:
        """The one that covers a change of the service's contracts as far as it reaches, the longest first."""
        return next(
            (
                waiver
                for waiver in self.waivers
                if waiver.service_id == service_id
                and waiver.finding == change.fingerprint
                and set(change.operations) <= set(waiver.operations)
            ),
            None,
        )


def granted(now: datetime) -> QuerySet[Waiver]:
    """The waivers that hold at an instant, those that end last first."""
    holding = Waiver.objects.filter(approved=True, revoked_at=None, expires_at__gt=now)
    return holding.order_by("-expires_at", "-id")


def granted_findings(service_ids: Iterable[int], now: datetime) -> Granted:
    """Those of findings, of some services."""
    return Granted(tuple(FINDINGS.instances(services=list(set(service_ids)), now=now)))


def granted_policies(service: str, now: datetime) -> list[Waiver]:
    """Those of policies, of a service by its slug; of several for one policy the longest comes last."""
    return POLICIES.instances(service=service, now=now)


FINDINGS = Prepared(
    lambda: granted(given("now")).filter(service=any_given("services")).exclude(finding=""),
    *("id", "service_id", "finding", "operations", "expires_at"),
)
POLICIES = Prepared(
    lambda: (
        granted(given("now"))
        .filter(service__slug=given("service"))
        .exclude(policy="")
        .order_by("expires_at", "id")
    ),
    *("id", "service_id", "policy", "expires_at", "decided_by_id", "decided_by__name"),
)


def waived_policies(service_ids: Iterable[int], now: datetime) -> dict[int, dict[str, datetime]]:
    """Until when which policies are waived of services."""
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    rows = granted(now).filter(service__in=list(service_ids)).exclude(policy="").order_by("expires_at")
    for service, policy, ends in rows.values_list("service_id", "policy", "expires_at"):
        found[service][policy] = ends
    return found


def waivers(service: str = "", policy: str = "", finding: str = "", state: str = "") -> QuerySet[Waiver]:
    """All waivers, the latest first, as far as the filters let them through."""
    rows = Waiver.objects.select_related("service__owner", "requested_by", "decided_by", "revoked_by")
    if service:
        rows = rows.filter(service__slug=service)
    if policy:
        rows = rows.filter(policy=policy)
    if finding:
        rows = rows.filter(finding=finding)
    return rows.filter(_in_state(state, timezone.now())) if state else rows


def _in_state(state: str, now: datetime) -> Q:
    undenied = ~Q(approved=False) & Q(revoked_at=None)
    return {
        WaiverState.PENDING: Q(approved=None, expires_at__gt=now),
        WaiverState.APPROVED: Q(approved=True, revoked_at=None, expires_at__gt=now),
        WaiverState.DENIED: Q(approved=False),
        WaiverState.REVOKED: Q(revoked_at__isnull=False),
        WaiverState.EXPIRED: undenied & Q(expires_at__lte=now),
    }[WaiverState(state)]


def waiver(number: int) -> Waiver:
    return find.one(waivers(), f"The waiver {number}", pk=number)


def history(waiver: Waiver) -> list[Waiver]:
    """What it renews, what that renewed, and so on, the latest first."""
    earlier: list[Waiver] = []
    before = waiver.renews
    while before is not None:
        earlier.append(before)
        before = before.renews
    return earlier


def longest_waiver(policy: str) -> timedelta:
    """How long a waiver may last: what the policy of this slug says now; of a finding, as of one that says nothing."""
    said = Policy.objects.filter(slug=policy).values_list("current__max_waiver", flat=True).first()
    return waiver_length(said or MAX_WAIVER)


def finding_of(service_id: int, fingerprint: str) -> Finding | None:
    """The latest finding of this fingerprint in the service's contracts."""
    findings = Finding.objects.filter(
        fingerprint=fingerprint, review__contract_version__contract__service=service_id
    )
    return findings.select_related("review__contract_version").order_by("-id").first()
