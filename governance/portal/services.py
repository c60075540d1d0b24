"""The list of services: search, facets, order, and an address for every selection."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from catalog.models import Lifecycle, ServiceKind
from catalog.queries.services import ServiceFilters, service_facets, services, titles_of_owners_and_systems
from governance.queries.service_rows import service_rows

PAGE_SIZE = 50
SORTS = {"slug", "owner", "lifecycle", "tier"}
TITLES = {"kind": "Kind", "lifecycle": "Lifecycle", "tier": "Tier", "system": "System", "owner": "Owner"}
TIERS = {tier: f"Tier {tier}" for tier in range(1, 5)}


@dataclass(frozen=True)
class Value:
    """One value of a facet: how many services it would show, and whether it is chosen."""

    name: str
    value: str
    title: str
    count: int
    chosen: bool


@login_required
def service_list(request: HttpRequest) -> HttpResponse:
    filters = filters_from(request.GET)
    facets = facet_values(filters)
    page = Paginator(services(filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "facets": facets,
        "chips": list(_chips(request.GET, facets)),
        "page": page,
        "rows": service_rows(page.object_list),
    }
    # Going back in the browser asks for the whole page again, also where a part of it was asked for before.
    partly = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    template = "governance/service_results.html" if partly else "governance/services.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


def filters_from(query: QueryDict) -> ServiceFilters:
    """What the address asks for; what makes no sense is as if it were not there."""
    sort = query.get("sort", "")
    return ServiceFilters(
        q=query.get("q", "").strip(),
        owner=query.getlist("owner"),
        system=query.getlist("system"),
        lifecycle=query.getlist("lifecycle"),
        tier=[int(tier) for tier in query.getlist("tier") if tier in {"1", "2", "3", "4"}],
        kind=query.getlist("kind"),
        label=query.getlist("label"),
        sort=sort if sort.removeprefix("-") in SORTS else "",
    )


def facet_values(filters: ServiceFilters) -> dict[str, list[Value]]:
    """Every facet by its title. What is chosen stands there even where it shows nothing, so that it can be undone."""
    owners, systems = titles_of_owners_and_systems()
    labels: dict[str, Mapping[Any, Any]] = {
        "kind": dict(ServiceKind.choices),
        "lifecycle": dict(Lifecycle.choices),
        "tier": TIERS,
        "system": systems,
        "owner": owners,
    }
    counted = service_facets(filters)
    facets = {}
    for name, title in TITLES.items():
        chosen = set(getattr(filters, name))
        counts = {row["value"]: row["count"] for row in counted[name]}
        counts |= dict.fromkeys(chosen - counts.keys(), 0)
        facets[title] = [
            Value(name, str(value), str(labels[name].get(value, value)), count, value in chosen)
            for value, count in counts.items()
        ]
    return facets


def _chips(query: QueryDict, facets: dict[str, list[Value]]) -> Iterator[tuple[str, str]]:
    """What is chosen, each with the address without it."""
    for values in facets.values():
        for value in values:
            if value.chosen:
                rest = query.copy()
                rest.setlist(value.name, [v for v in query.getlist(value.name) if v != value.value])
                rest.pop("page", None)
                yield value.title, f"?{rest.urlencode()}"
