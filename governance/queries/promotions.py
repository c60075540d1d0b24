"""Promotions, newest first, and the allows that stand: the gate's own, and those that people gave past it."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from catalog.errors import NotFoundError
from catalog.models import Deployment, Environment
from catalog.queries import find
from governance.models import Decision, Override, OverrideOutcome, Promotion

INPUTS = ("facts", "document")  # what a decision was made from, which may be large
OPEN, REVIEWED = "open", "reviewed"
OVERRIDES: dict[str, dict[str, Any]] = {
    OPEN: {"override__isnull": False, "override__reviewed_by": None},
    REVIEWED: {"override__reviewed_by__isnull": False},
}


def promotions(
    service: str = "",
    environment: str = "",
    decision: str = "",
    effective_decision: str = "",
    override: str = "",
) -> QuerySet[Any]:
    """The stored decisions, filtered by slugs, decisions and overrides where given.

    Each with its `effective_decision`: that of the gate, or an allow where an override covers it.
    """
    filters = {
        "release__service__slug": service,
        "environment__slug": environment,
        "decision": decision,
        "effective_decision": effective_decision,
    }
    wanted = {name: value for name, value in filters.items() if value} | OVERRIDES.get(override, {})
    covered = Exists(_overrides_covering(OuterRef("pk")))
    effective = Case(When(covered, then=Value(Decision.ALLOW)), default=F("decision"))
    return (
        Promotion.objects.annotate(effective_decision=effective)
        .filter(**wanted)
        .select_related(
            "release__service__owner",
            "environment",
            "requested_by",
            "override__by",
            "override__reviewed_by",
        )
    )


def promotions_since(moment: datetime) -> QuerySet[Promotion]:
    """The decisions that were made since then, the latest first."""
    return promotions().filter(created_at__gte=moment)


def promotion_with_override(number: int) -> Any:
    """Return the promotion with all that it was made from; raise NotFoundError."""
    return find.one(promotions(), f"The promotion {number}", pk=number)


def just_made(made: Promotion) -> Any:
    """A promotion that was stored this instant, as `promotions` has it.

    What may cover it is an override that was given to the same question before.
    """
    found: Any = made
    service, release = made.release.service.slug, made.release.version
    found.effective_decision = effective_decision(
        service, release, made.decision, made.environment, made.created_at
    )
    return found


def override_of(found: Promotion) -> Override:
    """Return the promotion's override; raise NotFoundError."""
    overrides = Override.objects.select_related(
        "promotion__release__service__owner", "promotion__environment", "by", "reviewed_by"
    )
    override = overrides.filter(promotion=found).first()
    if override is None:
        raise NotFoundError(f"Nobody has overridden the promotion {found.pk}.")
    return override


def _overrides_covering(number: OuterRef) -> QuerySet[Override]:
    """An override covers its promotion, and what is asked about its release there while it is valid."""
    same_question = Q(
        promotion__release=OuterRef("release"),
        promotion__environment=OuterRef("environment"),
        at__lte=OuterRef("created_at"),
        valid_until__gt=OuterRef("created_at"),
    )
    return Override.objects.filter(Q(promotion=number) | same_question).exclude(
        outcome=OverrideOutcome.REJECTED
    )


def standing_override(service: str, release: str, environment: Environment, now: datetime) -> Override | None:
    """The override that lets the release (by its service's slug and its version) in now, or None."""
    overrides = Override.objects.filter(
        promotion__release__service__slug=service,
        promotion__release__version=release,
        promotion__environment=environment,
        valid_until__gt=now,
    )
    return overrides.exclude(outcome=OverrideOutcome.REJECTED).select_related("by", "reviewed_by").first()


def effective_decision(
    service: str, release: str, decision: str, environment: Environment, now: datetime
) -> str:
    """What counts of an answer about a release, by names: an allow where an override lets it in."""
    if decision != Decision.ALLOW and standing_override(service, release, environment, now):
        return str(Decision.ALLOW)
    return decision


def newest_decisions() -> QuerySet[Promotion]:
    """The newest decision about each release for each environment, without the facts that it was made from."""
    moment, number = OuterRef("created_at"), OuterRef("pk")
    later = Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=number)
    same_question = Promotion.objects.filter(release=OuterRef("release"), environment=OuterRef("environment"))
    return promotions().filter(~Exists(same_question.filter(later))).defer(*INPUTS)


def standing_allows(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """Allows that are valid, not spent, and not taken back by a later answer to the same question.

    An allow is spent when its release ran there and has ended since: to bring that back is another decision.
    """
    return _valid_allows(environment, now).exclude(runs=False, ran=True)


def pending_allows(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """Standing allows whose release does not run yet."""
    return _valid_allows(environment, now).filter(runs=False, ran=False)


def _valid_allows(environment: Environment, now: datetime) -> QuerySet[Any]:
    """Each with `runs`, whether its release is deployed there, and `ran`, whether it was and has ended since."""
    deployed = Deployment.objects.filter(release=OuterRef("release"), environment=environment)
    given = Case(When(override__isnull=False, then=F("override__at")), default=F("created_at"))
    allowed = _allowed(environment, now).values("pk").union(_overridden(environment, now).values("promotion"))
    return (
        Promotion.objects.filter(pk__in=allowed)
        .annotate(given_at=given)
        .annotate(
            runs=Exists(deployed.filter(ended_at=None)),
            ran=Exists(deployed.filter(started_at__gte=OuterRef("given_at"), ended_at__isnull=False)),
        )
    )


def _allowed(environment: Environment, now: datetime) -> QuerySet[Promotion]:
    """The gate's own; its later refusal takes one back."""
    later = Promotion.objects.filter(
        release=OuterRef("release"), environment=environment, created_at__gt=OuterRef("created_at")
    )
    valid = Promotion.objects.filter(environment=environment, decision=Decision.ALLOW, valid_until__gt=now)
    return valid.exclude(Exists(later.exclude(decision=Decision.ALLOW)))


def _overridden(environment: Environment, now: datetime) -> QuerySet[Override]:
    """What people gave past the gate; only their review takes one back, since the gate had refused it already."""
    valid = Override.objects.filter(promotion__environment=environment, valid_until__gt=now)
    return valid.exclude(outcome=OverrideOutcome.REJECTED)
