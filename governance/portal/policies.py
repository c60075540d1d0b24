"""Policies: what is asked of services, why, and who does not keep to it yet."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog import access
from catalog.models import Role
from catalog.portal.people import signed_in
from governance.models import Enforcement, PolicySeverity
from governance.queries.choices import environment_choices
from governance.queries.policies import categories
from governance.queries.policy_page import policy_page, policy_rows


@login_required
def policy_list(request: HttpRequest) -> HttpResponse:
    """What the address asks for and is no choice is as if it were not there."""
    choices: dict[str, list[tuple[str, Any]]] = {
        "severity": list(PolicySeverity.choices),
        "category": [(name, name) for name in categories()],
        "enforcement": list(Enforcement.choices),
        "environment": environment_choices(),
    }
    wanted = {
        name: chosen
        for name, known in choices.items()
        if (chosen := request.GET.get(name, "")) in {value for value, _ in known}
    }
    context = {
        "rows": policy_rows(**wanted),
        "wanted": wanted,
        "choices": choices,
        "may_write": access.has_role(signed_in(request), Role.GOVERNANCE),
    }
    return render(request, "governance/policies.html", context)


@login_required
def policy_detail(request: HttpRequest, policy: str) -> HttpResponse:
    context = {
        "page": policy_page(policy),
        "may_write": access.has_role(signed_in(request), Role.GOVERNANCE),
    }
    return render(request, "governance/policy.html", context)
