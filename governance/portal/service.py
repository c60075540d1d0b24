"""One service: what it is, whose it is, what it promises, who relies on it, and what runs where."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog import access
from catalog.portal.people import signed_in
from governance.queries.service_page import service_page


@login_required
def service_detail(request: HttpRequest, service: str) -> HttpResponse:
    page = service_page(service, request.GET.get("page", "1"))
    context = {"page": page, "may_change": access.may_change(signed_in(request), page.service)}
    return render(request, "governance/service.html", context)
