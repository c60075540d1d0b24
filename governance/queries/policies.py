"""Policies as people look for them, with what they found."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from catalog.models import Environment
from catalog.queries import find
from governance.models import Enforcement, Policy, PolicyResult, PolicyVersion


def policies(
    *, severity: str = "", category: str = "", enforcement: str = "", environment: str = ""
) -> QuerySet[Policy]:
    """The policies by name. `enforcement` is that in `environment`, or where none is named in any one."""
    found = Policy.objects.select_related("current__created_by").order_by("slug")
    if severity:
        found = found.filter(current__severity=severity)
    if category:
        found = found.filter(current__categories__contains=[category])
    if enforcement:
        where = [environment] if environment else list(Environment.objects.values_list("slug", flat=True))
        for index, name in enumerate(where):
            found = found.annotate(**{f"in_{index}": KeyTextTransform(name, "current__enforcement")})
        wanted = Q(pk__in=[])
        for index in range(len(where)):
            wanted |= Q(**{f"in_{index}": enforcement})
            if enforcement == Enforcement.AUDIT:
                wanted |= Q(**{f"in_{index}": None})
        found = found.filter(wanted)
    return found


def policy(slug: str) -> Policy:
    """Raises NotFoundError where there is no such policy."""
    return find.one(policies(), f"The policy {slug}", slug=slug)


def policy_versions(slug: str) -> QuerySet[PolicyVersion]:
    """Every version that the policy ever had, the latest first."""
    return (
        PolicyVersion.objects.filter(policy=policy(slug))
        .select_related("policy", "created_by")
        .order_by("-number")
    )


def current_versions() -> list[PolicyVersion]:
    """What every policy says now."""
    rows = PolicyVersion.objects.filter(pk__in=Policy.objects.values("current")).select_related("policy")
    return list(rows.order_by("policy__slug"))


def state_counts() -> dict[int, dict[str, int]]:
    """How many services are in each state, by policy."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    rows: Any = PolicyResult.objects.order_by().values_list("policy", "state").annotate(count=Count("pk"))
    for policy_id, state, count in rows:
        counts[policy_id][state] = count
    return counts
