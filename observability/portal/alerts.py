"""The alerts: what somebody should do something about."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from catalog import access
from catalog.portal.people import signed_in
from catalog.queries.team_page import team_choices
from observability.actions.alerts import acknowledge
from observability.models import AlertSeverity, AlertState
from observability.queries import alerts as queries

PAGE_SIZE = 50


@login_required
def alert_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("service", "team", "state", "severity")}
    context = {
        "wanted": wanted,
        "page": Paginator(queries.alerts(**wanted), PAGE_SIZE).get_page(request.GET.get("page")),
        "teams": team_choices(),
        "states": AlertState.choices,
        "severities": AlertSeverity.choices,
    }
    return render(request, "observability/alerts.html", context)


@login_required
def alert_detail(request: HttpRequest, alert: int) -> HttpResponse:
    found, person = queries.alert(alert), signed_in(request)
    context = {
        "alert": found,
        "deliveries": queries.deliveries(person, found),
        "may_acknowledge": access.may_act_for(person, found.team),
    }
    return render(request, "observability/alert.html", context)


@login_required
@require_POST
def alert_acknowledge(request: HttpRequest, alert: int) -> HttpResponse:
    acknowledge(signed_in(request), queries.alert(alert))
    return redirect("alert", alert)
