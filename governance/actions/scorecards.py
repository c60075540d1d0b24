"""Write scorecards and campaigns, keep how services stand, and remind who still owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import facts
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Domain, Lifecycle, Person, Role, Service, Team
from governance.models import Campaign, Policy, Scorecard, Standing, Verdict
from governance.queries.scorecards import Progress, level_of, progress, states_of
from observability.actions.alerts import raise_alert

Written = TypeVar("Written", Scorecard, Campaign)
REMINDERS = (30, 7, 1)  # days before a campaign is due
OVERDUE = "overdue"
SCOPES: dict[str, type[Domain | Team]] = {"domains": Domain, "teams": Team}


@dataclass(frozen=True)
class Debt:
    """The policies that a service still has to keep for a campaign."""

    campaign: Campaign
    service: Service
    policies: tuple[str, ...]


@transaction.atomic
def put_scorecard(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Scorecard, bool]:
    """Write a scorecard, and how every service stands by it."""
    levels = fields.get("levels", [])
    for number, level in enumerate(levels):
        _check_known(Policy, level["policies"], f"/levels/{number}/policies")
    written = _put(actor, Scorecard, slug, fields, if_match)
    record_standings(Service.objects.values_list("pk", flat=True), timezone.now().date(), [written[0]])
    return written


def put_campaign(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Campaign, bool]:
    """Write a campaign."""
    _check_known(Policy, fields.get("policies", []), "/policies")
    for name, model in SCOPES.items():
        _check_known(model, fields.get("scope", {}).get(name, []), f"/scope/{name}")
    return _put(actor, Campaign, slug, fields, if_match)


@transaction.atomic
def _put(
    actor: Person, model: type[Written], slug: str, fields: dict[str, Any], if_match: str | None
) -> tuple[Written, bool]:
    access.require_role(actor, Role.GOVERNANCE)
    thing = facts.locked(model, slug=slug)
    if thing is None:
        facts.check_revision(thing, if_match)
        return facts.create(actor, model(slug=slug, **fields)), True
    facts.revise(actor, thing, fields, if_match)
    return thing, False


def _check_known(model: type[Policy | Domain | Team], slugs: list[str], pointer: str) -> None:
    known = set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    name = model._meta.verbose_name
    wrong = [
        FieldError(f"{pointer}/{number}", f"There is no {name} {slug}.")
        for number, slug in enumerate(slugs)
        if slug not in known
    ]
    if wrong:
        raise InvalidInputError("It names what nobody registered.", wrong)


def record_standings(
    service_ids: Iterable[int], today: date, cards: Iterable[Scorecard] | None = None
) -> None:
    """Keep how services stand by every scorecard at the end of the day. Doing it again changes nothing."""
    ids = list(service_ids)
    for card in Scorecard.objects.all() if cards is None else cards:
        states = states_of(ids, card.policies)
        rows = [_standing(card, pk, states.get(pk, {}), today) for pk in ids]
        Standing.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["scorecard", "service", "day"],
            update_fields=["level", "holding", "applying"],
        )


def _standing(card: Scorecard, service_id: int, states: dict[str, str], today: date) -> Standing:
    of_card = [states.get(slug, Verdict.UNKNOWN) for slug in card.policies]
    applying = [state for state in of_card if state != Verdict.NOT_APPLICABLE]
    return Standing(
        scorecard=card,
        service_id=service_id,
        day=today,
        level=level_of(card, states),
        holding=sum(state == Verdict.PASS for state in applying),
        applying=len(applying),
    )


def check_campaigns(today: date) -> None:
    """Remind who still owes, and tell the domain's owner after the day. Safe to repeat."""
    for campaign in Campaign.objects.filter(starts_on__lte=today):
        days_left = (campaign.due_on - today).days
        threshold = min((days for days in REMINDERS if days_left <= days), default=None)
        if threshold is not None:
            _remind(progress(campaign), days_left, threshold)


@transaction.atomic
def _remind(how_far: Progress, days_left: int, threshold: int) -> None:
    for service, owed in how_far.owing:
        debt = Debt(how_far.campaign, service, owed)
        if days_left >= 0:
            _alert(debt, service.owner, f"due in {days_left} days", str(threshold))
            continue
        domain = service.system.domain if service.system else None
        _alert(debt, service.owner, OVERDUE, OVERDUE)
        if domain is not None and domain.owner is not None and domain.owner != service.owner:
            _alert(debt, domain.owner, OVERDUE, "escalated")


def _alert(debt: Debt, team: Team, what: str, mark: str) -> None:
    campaign, service, owed = debt.campaign, debt.service, debt.policies
    raise_alert(
        kind="campaign.overdue" if what == OVERDUE else "campaign.due",
        severity="critical" if what == OVERDUE else "warning",
        team=team,
        service=service,
        title=f"{service.slug} owes {len(owed)} of {len(campaign.policies)} to {campaign.title}: {what}",
        message=f"By {campaign.due_on} it has to keep: {', '.join(owed)}. Each policy's page says how.",
        link=campaign.get_absolute_url(),
        data={"campaign": campaign.slug, "service": service.slug, "policies": list(owed)},
        dedup_key=f"campaign:{campaign.pk}:{campaign.due_on}:{service.pk}:{team.pk}:{mark}",
        due_on=campaign.due_on,
    )


def record_everybody(today: date) -> None:
    """Keep how every living service stands, once a day, so that the history has no gaps."""
    living = Service.objects.exclude(lifecycle=Lifecycle.RETIRED)
    record_standings(living.values_list("pk", flat=True), today)
