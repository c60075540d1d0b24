"""What policies can judge: every member of the facts document, with its meaning."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance.queries.facts_reference import facts_reference


@login_required
def facts_document_reference(request: HttpRequest) -> HttpResponse:
    return render(request, "governance/facts_reference.html", {"reference": facts_reference()})
