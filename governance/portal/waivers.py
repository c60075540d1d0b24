"""Waivers: what is excepted, for whom, by whom, and until when."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from catalog import access
from catalog.models import Role
from catalog.portal.forms import PlainForm, sent
from catalog.portal.people import signed_in
from catalog.queries import find
from governance.access import may_decide_waiver
from governance.actions.waivers import Request, decide_waiver, request_waiver, revoke_waiver
from governance.models import Waiver, WaiverState
from governance.queries.waivers import history, longest_waiver, waiver, waivers

PAGE_SIZE = 50
ACTS = {"approve": True, "deny": False}


@login_required
def waiver_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("service", "state")}
    if wanted["state"] not in WaiverState.values:
        wanted["state"] = ""
    now = timezone.now()
    page = Paginator(waivers(**wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "page": page,
        "rows": [(row, row.state(now)) for row in page],
        "states": WaiverState.choices,
    }
    return render(request, "governance/waivers.html", context)


@login_required
def waiver_detail(request: HttpRequest, number: int) -> HttpResponse:
    found, now = waiver(number), timezone.now()
    context = {
        "waiver": found,
        "state": found.state(now),
        "history": [(row, row.state(now)) for row in history(found)],
        "may_decide": may_decide_waiver(signed_in(request), found),
        "may_revoke": access.has_role(signed_in(request), Role.GOVERNANCE),
    }
    return render(request, "governance/waiver.html", context)


@login_required
@require_POST
def waiver_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Approve, deny or revoke."""
    person, found, note = signed_in(request), waiver(number), request.POST.get("note", "")
    if act in ACTS:
        decide_waiver(person, found, note, approved=ACTS[act])
    else:
        revoke_waiver(person, found, note)
    return redirect("waiver", number)


class WaiverForm(PlainForm):
    """Why something cannot be otherwise for now, and until when."""

    reason = forms.CharField(
        max_length=5000, label="Why it cannot be otherwise for now", widget=forms.Textarea({"rows": 4})
    )
    conditions = forms.CharField(
        required=False, max_length=5000, label="What is done meanwhile", widget=forms.Textarea({"rows": 2})
    )
    expires_at = forms.DateField(
        label="Last day",
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, data: Mapping[str, Any] | None, longest: timedelta) -> None:
        super().__init__(data)
        help_text = (
            f"It lasts until the end of that day, in UTC, for {longest.days} days at most. It can be renewed."
        )
        self.fields["expires_at"].help_text = help_text


@login_required
def waiver_new(request: HttpRequest) -> HttpResponse:
    """The form that asks for one, for what the address names."""
    policy, finding = request.GET.get("policy", ""), request.GET.get("finding", "")
    service = find.service(request.GET.get("service", ""))
    longest = longest_waiver(policy)
    form = WaiverForm(request.POST or None, longest)

    def ask() -> Waiver:
        said = form.cleaned_data | {
            "expires_at": datetime.combine(form.cleaned_data["expires_at"], time.max, UTC)
        }
        asked = Request(policy=policy, finding=finding, **said)
        return request_waiver(signed_in(request), service, asked)

    if made := sent(request, form, ask):
        return redirect("waiver", made.pk)
    context = {"form": form, "service": service, "policy": policy, "finding": finding, "longest": longest}
    context["may_ask"] = access.may_change(signed_in(request), service)
    return render(request, "governance/waiver_new.html", context, status=422 if form.errors else 200)
