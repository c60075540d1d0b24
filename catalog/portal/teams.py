"""Teams: who is in it, how to reach it, and what it owns."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.queries.team_page import team_page, teams_with_counts

PAGE_SIZE = 50


@login_required
def teams(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()
    page = Paginator(teams_with_counts(q), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "catalog/teams.html", {"page": page, "q": q})


@login_required
def team(request: HttpRequest, team: str) -> HttpResponse:
    return render(request, "catalog/team.html", {"page": team_page(team)})
