"""Scorecards and campaigns: who stands where, how it went, and who still owes what."""

from collections import Counter
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalog.queries.team_page import team_choices
from governance.models import Campaign, Scorecard
from governance.portal.charts import levels_chart, ring
from governance.queries import scorecards as queries

PAGE_SIZE = 50
SHOWN = timedelta(days=90)


@login_required
def scorecard_list(request: HttpRequest) -> HttpResponse:
    cards = [(card, _by_level(card)) for card in Scorecard.objects.all()]
    return render(request, "governance/scorecards.html", {"cards": cards})


def _by_level(card: Scorecard) -> list[tuple[str, int]]:
    """How many services stand at each level, the highest first, and below the lowest."""
    counted = Counter(queries.latest_standings(card).values_list("level", flat=True))
    names = ["none", *card.level_names]
    return [(name, counted[number]) for number, name in reversed(list(enumerate(names)))]


@login_required
def scorecard_detail(request: HttpRequest, scorecard: str) -> HttpResponse:
    card = queries.scorecard(scorecard)
    wanted = {name: request.GET.get(name, "") for name in ("service", "team", "domain")}
    days = queries.history(card, **wanted, since=timezone.now().date() - SHOWN)
    context = {
        "card": card,
        "wanted": wanted,
        "teams": team_choices(),
        "levels": _by_level(card),
        "page": Paginator(queries.standings(card, **wanted), PAGE_SIZE).get_page(request.GET.get("page")),
        "chart": levels_chart(days),
        "days": days,
    }
    return render(request, "governance/scorecard.html", context)


@login_required
def campaign_list(request: HttpRequest) -> HttpResponse:
    rows = [queries.progress(campaign) for campaign in Campaign.objects.all()]
    return render(request, "governance/campaigns.html", {"rows": rows, "today": timezone.now().date()})


@login_required
def campaign_detail(request: HttpRequest, campaign: str) -> HttpResponse:
    how_far = queries.progress(queries.campaign(campaign))
    left = (how_far.campaign.due_on - timezone.now().date()).days
    context = {
        "progress": how_far,
        "campaign": how_far.campaign,
        "days_left": left,
        "ring": ring(how_far.percent, _tone(how_far, left)),
    }
    return render(request, "governance/campaign.html", context)


def _tone(how_far: queries.Progress, days_left: int) -> str:
    if not how_far.owing:
        return "good"
    return "bad" if days_left < 0 else "warn"
