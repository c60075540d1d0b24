"""Scorecards and campaigns: who stands where, and how it went."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from catalog.models import Lifecycle, Service
from catalog.queries import find
from governance.models import Campaign, Scorecard, Standing, Verdict
from governance.queries.policy_results import standing_results
from governance.queries.waivers import granted

HELD = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE})
States = Mapping[str, str]
"""The states of a service's results by the policies' slugs; a policy without a result is unknown."""


def scorecard(slug: str) -> Scorecard:
    return find.one(Scorecard.objects.all(), f"The scorecard {slug}", slug=slug)


def campaign(slug: str) -> Campaign:
    return find.one(Campaign.objects.all(), f"The campaign {slug}", slug=slug)


def level_of(card: Scorecard, states: States) -> int:
    """How many levels are reached, from the lowest up; what is unknown does not hold."""
    reached = 0
    for level in card.levels:
        if not all(states.get(slug) in HELD for slug in level["policies"]):
            break
        reached += 1
    return reached


def states_of(service_ids: Iterable[int], policies: Iterable[str]) -> dict[int, dict[str, str]]:
    """The states of some policies by service, as they stand now."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    standing = standing_results(timezone.now())
    rows = standing.filter(service__in=list(service_ids), policy__slug__in=list(policies))
    for service, slug, state in rows.values_list("service_id", "policy__slug", "standing"):
        found[service][slug] = state
    return found


def latest_standings(card: Scorecard) -> QuerySet[Standing]:
    """How each living service to which something applies stands, the highest level first."""
    newest = Standing.objects.filter(scorecard=card, service=OuterRef("service")).order_by("-day")
    rows = Standing.objects.filter(scorecard=card, pk=Subquery(newest.values("pk")[:1]))
    living = rows.filter(applying__gt=0).exclude(service__lifecycle=Lifecycle.RETIRED)
    return living.select_related("service__owner", "service__system__domain").order_by(
        "-level", "-holding", "service__slug"
    )


def standings(card: Scorecard, service: str = "", team: str = "", domain: str = "") -> QuerySet[Standing]:
    """The latest standings of some services."""
    return _of(latest_standings(card), service, team, domain)


def _of(rows: QuerySet[Standing], service: str, team: str, domain: str) -> QuerySet[Standing]:
    wanted = {"service__slug": service, "service__owner__slug": team, "service__system__domain__slug": domain}
    return rows.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Stand:
    """How a service stands by a scorecard: how many levels it has reached, and what keeps it from the next.

    `states` are those of the scorecard's policies; one that was not judged yet is unknown.
    """

    card: Scorecard
    states: dict[str, str]

    @property
    def applies(self) -> bool:
        return any(state != Verdict.NOT_APPLICABLE for state in self.states.values())

    @property
    def reached(self) -> int:
        """Where no policy applies, nothing is reached either."""
        return level_of(self.card, self.states) if self.applies else 0

    @property
    def next_level(self) -> dict[str, Any] | None:
        above = self.card.levels[self.reached :]
        return above[0] if above and self.applies else None

    @property
    def missing(self) -> list[str]:
        """The policies that keep it from the next level."""
        return [slug for slug in (self.next_level or {}).get("policies", []) if self.states[slug] not in HELD]


def stands_of(service: Service) -> list[Stand]:
    """How a service stands by every scorecard, as its policies' results are now."""
    cards = list(Scorecard.objects.all())
    states = states_of([service.pk], {slug for card in cards for slug in card.policies})[service.pk]
    return [
        Stand(card, {slug: states.get(slug, Verdict.UNKNOWN) for slug in card.policies}) for card in cards
    ]


def history(
    card: Scorecard, service: str = "", team: str = "", domain: str = "", *, since: date
) -> list[dict[str, Any]]:
    """Day by day: how many services stood at each level, and the share of their policies that held."""
    kept = Standing.objects.filter(scorecard=card, day__gte=since, applying__gt=0)
    rows = _of(kept, service, team, domain)
    days: dict[date, dict[str, Any]] = {}
    counted = rows.values("day", "level").annotate(
        services=Count("pk"), held=Sum("holding"), all=Sum("applying")
    )
    for row in counted.order_by("day", "level"):
        day = days.setdefault(row["day"], {"day": row["day"], "levels": Counter(), "held": 0, "all": 0})
        day["levels"][row["level"]] += row["services"]
        day["held"] += row["held"]
        day["all"] += row["all"]
    return [_day(card, day) for day in days.values()]


def _day(card: Scorecard, day: dict[str, Any]) -> dict[str, Any]:
    names = ["", *card.level_names]
    return {
        "day": day["day"],
        "levels": {name or "none": day["levels"][number] for number, name in enumerate(names)},
        "share": round(day["held"] / day["all"], 4) if day["all"] else None,
    }


@dataclass(frozen=True)
class Progress:
    """How far a campaign is. `owing` are the services that do not keep it yet, with what they owe.

    Of those that are done `waived` owe nothing for as long as a waiver lasts, and not because they keep it.
    """

    campaign: Campaign
    done: int
    waived: int
    total: int
    owing: tuple[tuple[Service, tuple[str, ...]], ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that it is 100 only when everybody is done."""
        return 100 if not self.total else self.done * 100 // self.total


def progress(found: Campaign, among: Q | None = None) -> Progress:
    """Who in the scope, and among some services, keeps every policy of the campaign.

    A policy that does not apply is kept, and one that is waived is not owed until the waiver ends.
    """
    living = Service.objects.filter(found.services, among or Q()).exclude(lifecycle=Lifecycle.RETIRED)
    services = list(living.select_related("owner", "system__domain__owner").order_by("slug"))
    states = states_of([service.pk for service in services], found.policies)
    waived = set(granted(timezone.now()).exclude(policy="").values_list("service_id", "policy"))
    missing = {
        service: [slug for slug in found.policies if states[service.pk].get(slug) not in HELD]
        for service in services
    }
    owed = {
        service: tuple(slug for slug in slugs if (service.pk, slug) not in waived)
        for service, slugs in missing.items()
    }
    owing = tuple((service, slugs) for service, slugs in owed.items() if slugs)
    by_waiver = sum(bool(slugs) and not owed[service] for service, slugs in missing.items())
    return Progress(found, len(services) - len(owing), by_waiver, len(services), owing)
