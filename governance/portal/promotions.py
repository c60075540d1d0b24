"""The gate: what it decided, and what it would decide now."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from catalog.access import may_change
from catalog.portal.people import signed_in
from catalog.queries import find
from governance import access
from governance.actions.overrides import override, review_override
from governance.actions.promotions import ask
from governance.models import Decision, OverrideOutcome
from governance.queries.choices import environment_choices, release_versions, service_slugs
from governance.queries.promotions import (
    OVERRIDES,
    override_of,
    promotion_with_override,
    promotions,
    standing_override,
)
from governance.queries.reasons import reasons_to_json

PAGE_SIZE = 50


@login_required
def promotion_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("service", "environment", "decision", "override")}
    context = {
        "wanted": wanted,
        "page": Paginator(promotions(**wanted).defer("facts", "document"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "environments": environment_choices(),
        "decisions": Decision.choices,
        "overrides": [(name, f"override {name}") for name in OVERRIDES],
    }
    return render(request, "governance/promotions.html", context)


@login_required
def promotion_detail(request: HttpRequest, promotion: int) -> HttpResponse:
    found, person = promotion_with_override(promotion), signed_in(request)
    made = getattr(found, "override", None)
    refused = found.effective_decision != Decision.ALLOW
    context = {
        "promotion": found,
        "facts": found.facts,
        "override": made,
        "may_override": refused and not made and access.may_override(person, found.release.service),
        "may_review": made and made.is_open and access.may_review_override(person, made),
        "outcomes": OverrideOutcome.choices,
    }
    return render(request, "governance/promotion.html", context)


@login_required
@require_POST
def promotion_override(request: HttpRequest, promotion: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    override(signed_in(request), promotion_with_override(promotion), reason)
    return redirect("promotion", promotion)


@login_required
@require_POST
def override_review(request: HttpRequest, promotion: int) -> HttpResponse:
    outcome, note = (request.POST.get(name, "") for name in ("outcome", "note"))
    review_override(signed_in(request), override_of(promotion_with_override(promotion)), outcome, note)
    return redirect("promotion", promotion)


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
        environment = find.environment(asked["environment"])
        facts, decision = ask(asked["service"], asked["release"], environment)
        context |= {
            "answer": decision,
            "override": standing_override(facts.service, facts.release, environment, timezone.now()),
            "reasons": reasons_to_json(decision.reasons),
            "facts": facts.to_json(),
            "may_promote": facts.registered and _owns(request, asked["service"]),
        }
    return render(request, "governance/can_i_promote.html", context)


def _owns(request: HttpRequest, service: str) -> bool:
    return may_change(signed_in(request), find.service(service))
