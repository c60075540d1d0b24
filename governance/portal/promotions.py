"""The gate: what it decided, and what it would decide now."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.queries import find
from governance.actions.promotions import ask
from governance.models import Decision
from governance.queries.choices import environment_choices, release_versions, service_slugs
from governance.queries.promotions import promotions
from governance.queries.reasons import reasons_to_json

PAGE_SIZE = 50


@login_required
def promotion_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("service", "environment", "decision")}
    context = {
        "wanted": wanted,
        "page": Paginator(promotions(**wanted).defer("facts", "document"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "environments": environment_choices(),
        "decisions": Decision.choices,
    }
    return render(request, "governance/promotions.html", context)


@login_required
def promotion_detail(request: HttpRequest, promotion: int) -> HttpResponse:
    found = find.one(promotions(), f"The promotion {promotion}", pk=promotion)
    context = {"promotion": found, "facts": found.facts}
    return render(request, "governance/promotion.html", context)


@login_required
def can_i_promote(request: HttpRequest) -> HttpResponse:
    """Ask the gate; nothing is stored, so it is a GET with an address of its own."""
    asked = {name: request.GET.get(name, "").strip() for name in ("service", "release", "environment")}
    context: dict[str, Any] = {
        "asked": asked,
        "services": service_slugs(),
        "releases": release_versions(asked["service"]),
        "environments": environment_choices(),
    }
    if all(asked.values()):
        facts, decision = ask(asked["service"], asked["release"], find.environment(asked["environment"]))
        context |= {
            "answer": decision,
            "reasons": reasons_to_json(decision.reasons),
            "facts": facts.to_json(),
        }
    return render(request, "governance/can_i_promote.html", context)
