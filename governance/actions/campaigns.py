"""Tell who still owes to a campaign when it begins and when its day comes near, and the domain after its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from catalog.models import Service, Team
from governance.models import Campaign
from governance.queries.scorecards import Progress, progress
from observability.actions.alerts import raise_alert, resolve
from observability.models import Alert, AlertState

REMINDERS = (1, 7, 30)  # days before a campaign is due
BEGUN, OVERDUE = "begun", "overdue"


@dataclass(frozen=True)
class Debt:
    """The policies that a service still has to keep for a campaign, and the team that is told."""

    campaign: Campaign
    service: Service
    policies: tuple[str, ...]
    team: Team


def sweep_campaigns(today: date) -> None:
    """Tell of campaigns that began, or crossed a threshold, since everybody was told last. Safe to repeat."""
    for campaign in _running(today):
        if campaign.told != _mark(campaign, today):
            _follow(campaign.pk, today)


def check_campaigns(today: date) -> None:
    """Tell who came to owe since everybody was told, and resolve what is owed no more. Safe to repeat."""
    for campaign in _running(today):
        _follow(campaign.pk, today)


def _running(today: date) -> list[Campaign]:
    return list(Campaign.objects.filter(starts_on__lte=today))


def _mark(campaign: Campaign, today: date) -> str:
    """The tightest threshold that has been crossed, of this day: a check that did not run loses no reminder."""
    days_left = (campaign.due_on - today).days
    near = next((str(days) for days in REMINDERS if days_left <= days), BEGUN)
    return f"{campaign.due_on} {OVERDUE if days_left < 0 else near}"


@transaction.atomic
def _follow(pk: int, today: date) -> None:
    """Raise what is owed by now and not told, and resolve the rest. The row is held: nobody tells the same at once."""
    campaign = Campaign.objects.select_for_update().get(pk=pk)
    mark, now = _mark(campaign, today), timezone.now()
    owed = {
        _key(debt.service.pk, debt.team.pk, mark): debt
        for debt in _debts(progress(campaign), campaign.due_on < today)
    }
    told = Alert.objects.filter(dedup_key__startswith=f"campaign:{pk}:").exclude(state=AlertState.RESOLVED)
    standing = {_key(alert.service_id, alert.team_id, alert.data.get("mark")): alert.pk for alert in told}
    resolve(Alert.objects.filter(pk__in=[number for key, number in standing.items() if key not in owed]))
    for key, debt in owed.items():
        if key not in standing:
            _tell(debt, mark, (campaign.due_on - today).days, now)
    Campaign.objects.filter(pk=pk).update(told=mark)


def _key(service: int | None, team: int, mark: str | None) -> tuple[int | None, int, str | None]:
    return service, team, mark


def _debts(how_far: Progress, overdue: bool) -> Iterator[Debt]:
    for service, owed in how_far.owing:
        yield Debt(how_far.campaign, service, owed, service.owner)
        domain = service.system.domain if service.system else None
        if overdue and domain and domain.owner and domain.owner != service.owner:
            yield Debt(how_far.campaign, service, owed, domain.owner)


def _tell(debt: Debt, mark: str, days_left: int, now: datetime) -> None:
    campaign, service, owed = debt.campaign, debt.service, debt.policies
    overdue = days_left < 0
    when = OVERDUE if overdue else f"due in {days_left} days"
    raise_alert(
        kind="campaign.overdue" if overdue else "campaign.due",
        severity="critical" if overdue else "info" if mark.endswith(BEGUN) else "warning",
        team=debt.team,
        service=service,
        title=f"{service.slug} owes {len(owed)} of {len(campaign.policies)} to {campaign.title}: {when}",
        message=f"By {campaign.due_on} it has to keep: {', '.join(owed)}. Each policy's page says how.",
        link=campaign.get_absolute_url(),
        data={
            "campaign": campaign.slug,
            "service": service.slug,
            "policies": list(owed),
            "mark": mark,
        },
        dedup_key=f"campaign:{campaign.pk}:{mark}:{service.pk}:{debt.team.pk}:{now.isoformat()}",
        due_on=campaign.due_on,
    )
