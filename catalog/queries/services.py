"""Services: search, filters, facets and order."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from catalog.models import Service, System, Team

# Facet → the lookup that it filters and is counted by.
FACETS = {
    "owner": "owner__slug",
    "system": "system__slug",
    "lifecycle": "lifecycle",
    "tier": "tier",
    "kind": "kind",
}
ORDERS = ("slug", "-slug", "title", "-title", "tier", "-tier", "updated_at", "-updated_at")


@dataclass(frozen=True)
class ServiceFilters:
    """What is asked for. Of the values of one filter any will do, and every filter must hold."""

    q: str = ""
    owner: list[str] = field(default_factory=list)
    system: list[str] = field(default_factory=list)
    lifecycle: list[str] = field(default_factory=list)
    tier: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    sort: str = ""


def services(filters: ServiceFilters) -> QuerySet[Service]:
    """Services with what their rows show, best match first where there is a search and no order is asked for."""
    found = _filtered(filters).select_related("owner", "technical_owner", "system")
    if filters.sort:
        return found.order_by(filters.sort, *([] if filters.sort.endswith("slug") else ["slug"]))
    if filters.q:
        return found.annotate(score=_score(filters.q)).order_by("-score", "slug")
    return found.order_by("slug")


def service_facets(filters: ServiceFilters) -> dict[str, list[dict[str, Any]]]:
    """How many services each further value would show: each facet counts under all filters but its own."""
    return {name: _counts(name, lookup, filters) for name, lookup in FACETS.items()}


def _counts(name: str, lookup: str, filters: ServiceFilters) -> list[dict[str, Any]]:
    others = _filtered(filters, but=name).exclude(**{lookup: None})
    rows = others.order_by().values(value=F(lookup)).annotate(count=Count("pk")).order_by("-count", "value")
    return [{"value": row["value"], "count": row["count"]} for row in rows]


def _filtered(filters: ServiceFilters, but: str = "") -> QuerySet[Service]:
    found = Service.objects.all()
    for name, lookup in FACETS.items():
        values = getattr(filters, name)
        if values and name != but:
            found = found.filter(**{f"{lookup}__in": values})
    if filters.label:
        found = found.filter(_labelled(filters.label))
    if filters.q:
        # Slugs are lower-case, and `contains` is what their trigram index answers.
        named = Q(slug__contains=filters.q.lower()) | Q(title__icontains=filters.q)
        found = found.filter(Q(search=_query(filters.q)) | named)
    return found


def _labelled(labels: list[str]) -> Q:
    """`key` (whatever its value) or `key:value`."""
    condition = Q()
    for label in labels:
        key, colon, value = label.partition(":")
        condition |= Q(labels__contains={key: value}) if colon else Q(labels__has_key=key)
    return condition


def _query(text: str) -> SearchQuery:
    return SearchQuery(text, config="english", search_type="websearch")


def _score(text: str) -> Cast:
    """A whole number, so that a cursor can hold it exactly; what is called so comes before what tells of it."""
    slug = text.lower()
    named = Case(When(slug=slug, then=2.0), When(slug__contains=slug, then=1.0), default=Value(0.0))
    return Cast((named + SearchRank(F("search"), _query(text))) * 1_000_000, IntegerField())


def titles_of_owners_and_systems() -> tuple[dict[str, str], dict[str, str]]:
    """What the slugs in the facets are called."""
    owners = dict(Team.objects.values_list("slug", "title"))
    return owners, dict(System.objects.values_list("slug", "title"))
