"""Waivers: what is excepted, for whom, by whom, and until when."""

from datetime import UTC, datetime, time

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from catalog import access
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Role
from catalog.portal.people import signed_in
from catalog.queries import find
from governance.access import may_decide_waiver
from governance.actions.waivers import Request, decide_waiver, request_waiver, revoke_waiver
from governance.models import WaiverState
from governance.queries.waivers import history, waiver, waivers

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


@login_required
def waiver_new(request: HttpRequest) -> HttpResponse:
    """The form that asks for one, for what the address names."""
    named = {name: request.GET.get(name, "") for name in ("service", "policy", "finding")}
    service = find.service(named["service"])
    if request.method == "POST":
        made = request_waiver(signed_in(request), service, _asked(request, named))
        return redirect("waiver", made.pk)
    may_ask = access.may_change(signed_in(request), service)
    return render(request, "governance/waiver_new.html", named | {"service": service, "may_ask": may_ask})


def _asked(request: HttpRequest, named: dict[str, str]) -> Request:
    day = parse_date(request.POST.get("expires_at", "") or "-")
    if day is None or not request.POST.get("reason", "").strip():
        message = "A waiver has a reason, and a day on which it ends."
        raise InvalidInputError(message, [FieldError("/expires_at", message)])
    return Request(
        reason=request.POST["reason"],
        expires_at=datetime.combine(day, time.max, UTC),
        policy=named["policy"],
        finding=named["finding"],
        conditions=request.POST.get("conditions", ""),
    )
