"""The dependency map: what breaks with a service, and what it relies on."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from catalog.queries.services import ServiceFilters, services
from governance.portal.map_drawing import drawing
from governance.queries.dependency_map import landscape, service_map

HOPS = ("1", "2", "3")
USUAL_HOPS = "2"
FOUND = 20


@login_required
def service_dependency_map(request: HttpRequest, service: str) -> HttpResponse:
    """Within `?hops=1|2|3`, of the latest releases or of those that run in `?environment=`."""
    asked = request.GET.get("hops", "")
    hops = asked if asked in HOPS else USUAL_HOPS
    page = service_map(service, int(hops), request.GET.get("environment", ""), request.GET.get("page", "1"))
    kept = {"hops": hops, "environment": page.environment.slug if page.environment else ""}
    context = {
        "page": page,
        "drawing": drawing(page.picture),
        "hops": hops,
        "hop_choices": HOPS,
        "environments": [(each.slug, each.title) for each in page.environments],
        "environment": kept["environment"],
        # Whoever selects another service goes on looking in the same way.
        "kept": urlencode({name: value for name, value in kept.items() if value}),
    }
    return render(request, "governance/service_map.html", context)


@login_required
def landscape_map(request: HttpRequest) -> HttpResponse:
    """Finds the service to look at; what is called exactly so is shown at once."""
    asked = request.GET.get("q", "").strip()
    found = list(services(ServiceFilters(q=asked))[:FOUND]) if asked else []
    if any(service.slug == asked for service in found):
        return redirect("service-map", asked)
    page = landscape()
    context = {
        "q": asked,
        "found": found,
        "page": page,
        "drawing": drawing(page.picture) if page.picture else None,
    }
    return render(request, "governance/map.html", context)
