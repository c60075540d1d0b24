"""The first page: what needs attention, and what a team owes."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalog.models import Team
from catalog.portal.people import signed_in
from catalog.queries import find
from governance.queries.overview import agenda, overview
from governance.queries.owed import debts_of


@login_required
def overview_page(request: HttpRequest) -> HttpResponse:
    """`?team=` asks about that team; without it, about those of whoever looks."""
    teams = _teams(request)
    context = {
        "overview": overview(),
        "agenda": agenda(),
        "teams": teams,
        "debts": debts_of([team.pk for team in teams]),
        "today": timezone.now().date(),
    }
    return render(request, "governance/overview.html", context)


def _teams(request: HttpRequest) -> list[Team]:
    asked = request.GET.get("team")
    return [find.team(asked)] if asked else list(signed_in(request).teams.order_by("title"))
