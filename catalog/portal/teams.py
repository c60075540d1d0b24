"""Teams: who is in it, how to reach it, and what it owns."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.queries.team_page import team_page, teams_with_counts


@login_required
def teams(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/teams.html", {"teams": teams_with_counts()})


@login_required
def team(request: HttpRequest, team: str) -> HttpResponse:
    return render(request, "catalog/team.html", {"page": team_page(team)})
