"""What ends when, who still has to move, and what their owners are asked for."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from catalog import access
from catalog.portal.people import signed_in
from governance.actions import deprecations as actions
from governance.actions.calendars import make_address
from governance.models import DeprecationKind, DeprecationState
from governance.queries import deprecation_pages as pages
from governance.queries.deprecations import deprecation as find

PAGE_SIZE = 50


@login_required
def deprecation_list(request: HttpRequest) -> HttpResponse:
    wanted = {name: request.GET.get(name, "") for name in ("service", "consumer", "state", "kind")}
    # What makes no sense in an address is as if it were not there.
    wanted["state"] = wanted["state"] if wanted["state"] in DeprecationState.values else ""
    wanted["kind"] = wanted["kind"] if wanted["kind"] in DeprecationKind.values else ""
    page = Paginator(pages.listed(**wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "page": page,
        "rows": pages.page_rows(page.object_list),
        "calendar": pages.calendar(wanted["service"], wanted["consumer"]),
        "states": DeprecationState.choices,
        "kinds": DeprecationKind.choices,
    }
    return render(request, "governance/deprecations.html", context)


@login_required
def deprecation_detail(request: HttpRequest, deprecation: int) -> HttpResponse:
    page, person = pages.deprecation_page(deprecation), signed_in(request)
    found = page.row.deprecation
    context = {
        "page": page,
        "deprecation": found,
        "may_change": found.is_open and access.may_change(person, found.service),
        "may_agree": {
            one.consumer.slug for one in page.waiting_for if access.may_change(person, one.consumer)
        },
    }
    return render(request, "governance/deprecation.html", context)


@login_required
@require_POST
def deprecation_consent(request: HttpRequest, deprecation: int) -> HttpResponse:
    actions.consent(signed_in(request), find(deprecation), request.POST.get("consumer", ""))
    return redirect("deprecation", deprecation)


@login_required
@require_POST
def deprecation_retire(request: HttpRequest, deprecation: int) -> HttpResponse:
    actions.retire(signed_in(request), find(deprecation), request.POST.get("reason", ""))
    return redirect("deprecation", deprecation)


@login_required
@require_POST
def deprecation_cancel(request: HttpRequest, deprecation: int) -> HttpResponse:
    actions.cancel(signed_in(request), find(deprecation))
    return redirect("deprecation", deprecation)


@login_required
@require_POST
def deprecation_calendar(request: HttpRequest) -> HttpResponse:
    """The address is shown once, on the answer itself: it is kept nowhere that it could be shown from again."""
    address = make_address(signed_in(request))
    response = render(request, "governance/calendar_address.html", {"address": address})
    response["Cache-Control"] = "no-store"
    return response
