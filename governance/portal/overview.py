"""The first page: what needs attention."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.queries.overview import overview


@login_required
def overview_page(request: HttpRequest) -> HttpResponse:
    return render(request, "governance/overview.html", {"overview": overview()})
