"""Policies as people look for them, with what they found."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from catalog.models import Environment
from catalog.queries import find
from catalog.queries.prepared import Prepared, given
from governance.models import Enforcement, Policy, PolicyTrial, PolicyVersion


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
        found = found.filter(reduce(or_, (Q(Exact(_strength_in(name), enforcement)) for name in where), Q()))
    return found


def _strength_in(environment: str) -> Coalesce:
    named = KeyTextTransform(environment, "current__enforcement")
    return Coalesce(named, Value(Enforcement.AUDIT), output_field=TextField())


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


def policy_trial(slug: str, number: int) -> PolicyTrial:
    """A trial of a draft of the policy. Raises NotFoundError where there is none, or it is kept no longer."""
    trials = PolicyTrial.objects.select_related("requested_by")
    return find.one(trials, f"The trial {number} of {slug}", pk=number, policy=slug)


def current_versions() -> list[PolicyVersion]:
    """What every policy says now."""
    return list(_current())


def versions_in_effect(environment: str, now: datetime) -> list[PolicyVersion]:
    """What the policies say now that warn or refuse in the environment."""
    return IN_EFFECT.instances(environment=environment, now=now)


def _current() -> QuerySet[PolicyVersion]:
    rows = PolicyVersion.objects.filter(pk__in=Policy.objects.values("current"))
    return rows.select_related("policy").order_by("policy__slug")


def _in_effect() -> QuerySet[PolicyVersion]:
    strength = Func(
        F("enforcement"), given("environment"), function="jsonb_extract_path_text", output_field=TextField()
    )
    named = _current().annotate(named=strength).filter(named__in=[Enforcement.WARN, Enforcement.ENFORCE])
    return named.exclude(effective_at__gt=given("now"))


IN_EFFECT = Prepared(_in_effect, "id", "policy_id", "policy__slug", *PolicyVersion.CONTENT)


def categories() -> list[str]:
    """The categories that policies are in."""
    named = PolicyVersion.objects.filter(pk__in=Policy.objects.values("current"))
    return sorted({name for names in named.values_list("categories", flat=True) for name in names})
