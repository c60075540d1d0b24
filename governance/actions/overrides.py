"""Break the glass: let a release past the gate for a reason, and have another person review that afterwards."""

from django.db import transaction
from django.utils import timezone

from catalog.actions import audit
from catalog.errors import ConflictError, FieldError, InvalidInputError
from catalog.models import Person, Role, Team
from governance import access
from governance.actions.promotions import ALLOW_VALID, lock_decisions
from governance.models import Decision, Override, OverrideOutcome, Promotion
from governance.queries.promotions import override_of
from observability.actions.alerts import raise_alert, resolve_alert


@transaction.atomic
def override(actor: Person, promotion: Promotion, reason: str) -> Override:
    """Let the refused release in for a limited time, and tell its owner and governance at once.

    The decision stays what it was. Raises ConflictError where there is nothing to go past any more.
    """
    access.require_override(actor, promotion.release.service)
    lock_decisions(promotion.environment)
    _require_refused(promotion)
    _require_words("/reason", reason, "Say why it cannot wait for the gate.")
    now = timezone.now()
    made = Override.objects.create(
        promotion=promotion, reason=reason, by=actor, at=now, valid_until=now + ALLOW_VALID
    )
    audit.record(
        actor, "overrode the gate", promotion.release, environment=promotion.environment.slug, reason=reason
    )
    _alert_at_once(made)
    return made


def _require_words(pointer: str, words: str, message: str) -> None:
    if not words.strip():
        raise InvalidInputError(message, [FieldError(pointer, message)])


def _require_refused(promotion: Promotion) -> None:
    if promotion.decision == Decision.ALLOW:
        raise ConflictError("The gate allowed this, so there is nothing to override.")
    if Override.objects.filter(promotion=promotion).exists():
        raise ConflictError("This was overridden before. Ask the gate again, and override its newest answer.")
    same_question = Promotion.objects.filter(release=promotion.release, environment=promotion.environment)
    newest = same_question.filter(pk__gt=promotion.pk).order_by("pk").last()
    if newest:
        raise ConflictError(f"The gate has answered anew since: see the promotion {newest.pk}.")


@transaction.atomic
def review_override(actor: Person, override: Override, outcome: str, note: str) -> Override:
    """Judge what somebody else did past the gate; with that the violation is over, once and for good.

    A rejection takes back what the override allowed, and tells the owner where the release runs all the same.
    """
    access.require_override_review(actor, override)
    if outcome not in OverrideOutcome.values:
        names = " or ".join(OverrideOutcome.values)
        raise InvalidInputError(f"The outcome is {names}.", [FieldError("/outcome", f"It is {names}.")])
    if outcome == OverrideOutcome.REJECTED:
        _require_words("/note", note, "Say why it is rejected, and what has to be done.")
    reviewed = Override.objects.filter(pk=override.pk, reviewed_by=None).update(
        reviewed_by=actor, reviewed_at=timezone.now(), outcome=outcome, note=note
    )
    override = override_of(override.promotion)
    if not reviewed:
        raise ConflictError(
            f"{override.reviewed_by} has reviewed this before: {override.outcome}.",
            extra={"differences": {"outcome": {"recorded": override.outcome, "sent": outcome}}},
        )
    release, environment = override.promotion.release, override.promotion.environment
    audit.record(actor, f"override: {outcome}", release, environment=environment.slug, note=note)
    resolve_alert(_key(override))
    if outcome == OverrideOutcome.REJECTED:
        _alert_of_rejection(override)
    return override


def _governance() -> list[Team]:
    """The teams of those who govern: an alert needs a team's channels to reach them."""
    return list(Team.objects.filter(members__roles__contains=[Role.GOVERNANCE]).distinct())


def _key(override: Override) -> str:
    return f"override:{override.pk}"


def _alert_at_once(override: Override) -> None:
    promotion = override.promotion
    release, environment = promotion.release, promotion.environment
    raise_alert(
        kind="promotion.override",
        severity="critical" if environment.production else "warning",
        team=release.service.owner,
        also=_governance(),
        service=release.service,
        title=f"{override.by} let {release} into {environment.slug} past the gate",
        message=(
            f"The gate had answered {promotion.decision}. The reason given: {override.reason} Until"
            f" {override.valid_until:%Y-%m-%d %H:%M} UTC this counts as an allow. Another person of the governance"
            " group has to review it; until then it is an open violation."
        ),
        link=override.get_absolute_url(),
        data=_data(override) | {"reason": override.reason},
        dedup_key=_key(override),
    )


def _alert_of_rejection(override: Override) -> None:
    release, environment = override.promotion.release, override.promotion.environment
    raise_alert(
        kind="promotion.override-rejected",
        severity="critical" if environment.production else "warning",
        team=release.service.owner,
        service=release.service,
        title=f"The override that let {release} into {environment.slug} was rejected",
        message=(
            f"{override.reviewed_by} did not accept it: {override.note.rstrip('.')}. It allows nothing any more. Where"
            f" {release.version} runs there already, go back to what ran before, or ask the gate anew."
        ),
        link=override.get_absolute_url(),
        data=_data(override) | {"note": override.note},
        dedup_key=f"{_key(override)}:rejected",
    )


def _data(override: Override) -> dict[str, object]:
    promotion = override.promotion
    return {
        "promotion": promotion.pk,
        "decision": promotion.decision,
        "service": promotion.release.service.slug,
        "release": promotion.release.version,
        "environment": promotion.environment.slug,
        "by": override.by.username,
    }
