"""What teams have to do about their services, and by when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from catalog.models import Service
from governance.models import Campaign, Enforcement, Migration, MigrationState, Verdict
from governance.queries.policies import current_versions
from governance.queries.policy_results import standing_results
from governance.queries.scorecards import progress
from governance.queries.waivers import granted

AT_ONCE = date.min


@dataclass(frozen=True)
class Debt:
    """Something that a service still owes. Without a day it is owed now: the gate holds releases to it."""

    service: Service
    what: str
    link: str
    due_on: date | None

    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.now().date()


def debts_of(teams: Collection[int]) -> list[Debt]:
    """What the teams' services owe to enforced policies, to campaigns and to what ends; the most urgent first.

    What a waiver lets them off is not owed until that ends.
    """
    if not teams:
        return []
    now = timezone.now()
    running = list(Campaign.objects.filter(starts_on__lte=now.date()))
    owed = [*_to_policies(teams, running, now), *_to_campaigns(teams, running), *_to_what_ends(teams)]
    return sorted(owed, key=lambda debt: (debt.due_on or AT_ONCE, debt.service.slug, debt.what))


def _to_policies(teams: Collection[int], running: list[Campaign], now: datetime) -> Iterator[Debt]:
    """Policies that are enforced somewhere, or will be; of one that a campaign asks for, the campaign's day counts."""
    campaigned = {slug for campaign in running for slug in campaign.policies}
    meant = {
        version.policy_id: version
        for version in current_versions()
        if Enforcement.ENFORCE in version.enforcement.values()
        and not (version.policy.slug in campaigned and version.effective_at and version.effective_at > now)
    }
    waived = set(granted(now).exclude(policy="").values_list("service_id", "policy"))
    failing = standing_results(now).filter(
        service__owner__in=teams, policy__in=meant, standing__in=[Verdict.FAIL, Verdict.UNKNOWN]
    )
    for result in failing.select_related("service", "policy"):
        version = meant[result.policy_id]
        if (result.service_id, result.policy.slug) not in waived:
            due = version.effective_at if version.effective_at and version.effective_at > now else None
            link = result.policy.get_absolute_url()
            yield Debt(result.service, f"{version.title}: {result.told}", link, due and due.date())


def _to_campaigns(teams: Collection[int], running: list[Campaign]) -> Iterator[Debt]:
    for campaign in running:
        for service, slugs in progress(campaign, Q(owner__in=teams)).owing:
            what = f"{campaign.title}: {len(slugs)} of {len(campaign.policies)} policies"
            yield Debt(service, what, campaign.get_absolute_url(), campaign.due_on)


def _to_what_ends(teams: Collection[int]) -> Iterator[Debt]:
    waiting = Migration.objects.filter(
        consumer__owner__in=teams, deprecation__cancelled_at=None, deprecation__retired_at=None
    ).exclude(state=MigrationState.MIGRATED)
    subjects = ("deprecation__contract_version__contract__service", "deprecation__contract__service")
    for one in waiting.select_related("consumer", "deprecation__service", *subjects):
        ending = one.deprecation
        if ending.sunset_on:
            yield Debt(one.consumer, f"Leave {ending}", ending.get_absolute_url(), ending.sunset_on)
