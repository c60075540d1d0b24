"""One version of a contract: what it promises, how it was judged, what changed, and its exact document."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.actions.comparisons import comparison_of
from catalog.portal.highlight import document_lines
from catalog.queries import find
from governance.queries.version_page import version_page


@login_required
def version_detail(request: HttpRequest, service: str, contract: str, version: str) -> HttpResponse:
    found = find.contract_version(service, contract, version)
    page = version_page(found, request.GET.get("since", ""), comparison_of)
    return render(request, "governance/version.html", {"page": page, "version": found})


@login_required
def version_document(request: HttpRequest, service: str, contract: str, version: str) -> HttpResponse:
    found = find.contract_version(service, contract, version)
    context = {"version": found, "lines": document_lines(found.document)}
    return render(request, "governance/version_document.html", context)
