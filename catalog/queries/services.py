"""Services: search, filters, facets and order."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When
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

    @cached_property
    def searched(self) -> Q:
        """What is meant by the text; where nothing is, what is called nearly so (most trigrams stand in the slug)."""
        if not self.q:
            return Q()
        meant = _meant(self.q)
        return meant if Service.objects.filter(meant).exists() else Q(slug__trigram_word_similar=self.q)


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
    return {name: _counts(lookup, _filtered(filters, but=name)) for name, lookup in FACETS.items()}


def _counts(lookup: str, found: QuerySet[Service]) -> list[dict[str, Any]]:
    known = found.exclude(**{lookup: None}).order_by()
    rows = known.values(value=F(lookup)).annotate(count=Count("pk")).order_by("-count", "value")
    return [{"value": row["value"], "count": row["count"]} for row in rows]


def _filtered(filters: ServiceFilters, but: str = "") -> QuerySet[Service]:
    found = Service.objects.filter(filters.searched)
    for name, lookup in FACETS.items():
        values = getattr(filters, name)
        if values and name != but:
            found = found.filter(**{f"{lookup}__in": values})
    if filters.label:
        found = found.filter(_labelled(filters.label))
    return found


def _meant(text: str) -> Q:
    """What tells of it, is called so, or belongs to whom or what is called so."""
    # Slugs are lower-case, and `contains` is what their trigram index answers.
    named = Q(slug__contains=text.lower()) | Q(title__icontains=text)
    belonging = Q(owner__title__icontains=text) | Q(system__title__icontains=text)
    return Q(search=_query(text)) | named | belonging


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
    """A whole number, so that a cursor can hold it exactly.

    What is called so comes before what tells of it, and that before what is only called nearly so.
    """
    slug, query = text.lower(), _query(text)
    rank = SearchRank(F("search"), query)
    score = Case(
        When(slug=slug, then=2.0 + rank),
        When(slug__contains=slug, then=1.0 + rank),
        When(search=query, then=rank),
        default=TrigramWordSimilarity(text, "slug") / 1000.0,
    )
    return Cast(score * 1_000_000, IntegerField())


def titles_of_owners_and_systems() -> tuple[dict[str, str], dict[str, str]]:
    """What the slugs in the facets are called."""
    owners = dict(Team.objects.values_list("slug", "title"))
    return owners, dict(System.objects.values_list("slug", "title"))
