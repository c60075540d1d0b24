"""Write scorecards and campaigns, and keep how services stand."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import facts
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Domain, Lifecycle, Person, Role, Service, Team
from governance.models import Campaign, Policy, Scorecard, Standing, Verdict
from governance.queries.scorecards import level_of, states_of

Written = TypeVar("Written", Scorecard, Campaign)
SCOPES: dict[str, type[Domain | Team]] = {"domains": Domain, "teams": Team}


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


@transaction.atomic
def put_campaign(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Campaign, bool]:
    """Write a campaign; whom it concerns now is told by the next sweep."""
    _check_known(Policy, fields.get("policies", []), "/policies")
    for name, model in SCOPES.items():
        _check_known(model, fields.get("scope", {}).get(name, []), f"/scope/{name}")
    written = _put(actor, Campaign, slug, fields, if_match)
    Campaign.objects.filter(pk=written[0].pk).update(told="")
    return written


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


def record_everybody(today: date) -> None:
    """Keep how every living service stands, once a day, so that the history has no gaps."""
    living = Service.objects.exclude(lifecycle=Lifecycle.RETIRED)
    record_standings(living.values_list("pk", flat=True), today)
