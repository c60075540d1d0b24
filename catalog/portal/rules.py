"""The compatibility rules: what each finds, why it matters, and how to ship such a change safely."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.contracts.changes import SEVERITIES
from catalog.models import ContractFormat
from catalog.queries.rules import FORMATS, SUBJECTS, find_rule
from catalog.queries.rules import rules as rules_with

CHOICES = {
    "format": FORMATS,
    "severity": SEVERITIES,
    "on": SUBJECTS,
    "direction": ("request", "response"),
}


@login_required
def rules(request: HttpRequest) -> HttpResponse:
    """What the address asks for and is no choice is as if it were not there."""
    wanted: dict[str, Any] = {
        name: chosen for name, choices in CHOICES.items() if (chosen := request.GET.get(name)) in choices
    }
    context = {
        "rules": rules_with(**wanted),
        "wanted": wanted,
        "choices": {name: [(value, value) for value in choices] for name, choices in CHOICES.items()}
        | {"format": [(name, dict(ContractFormat.choices)[name]) for name in FORMATS]},
    }
    return render(request, "catalog/rules.html", context)


@login_required
def rule(request: HttpRequest, rule: str) -> HttpResponse:
    return render(request, "catalog/rule.html", {"rule": find_rule(rule)})
