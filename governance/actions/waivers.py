"""Ask for a waiver, decide about it, take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, facts
from catalog.errors import ConflictError, FieldError, InvalidInputError
from catalog.models import ContractVersion, Person, Role, Service
from governance.access import require_deciding_waiver
from governance.actions.evaluations import make_due
from governance.actions.submissions import open_review
from governance.models import Policy, Waiver, WaiverState
from governance.queries.waivers import finding_of, longest_waiver
from observability.actions.alerts import raise_alert


@dataclass(frozen=True)
class Request:
    """What is to be waived, why, and until when: a policy by its slug, or a finding by its fingerprint."""

    reason: str
    expires_at: datetime
    policy: str = ""
    finding: str = ""
    conditions: str = ""


@transaction.atomic
def request_waiver(actor: Person, service: Service, asked: Request) -> Waiver:
    """Ask for an exception. For members of the team that owns the service; somebody else decides."""
    access.require_change(actor, service)
    now = timezone.now()
    subject, operations = _subject(service, asked)
    message = "A waiver ends in the future." if asked.expires_at <= now else _too_long(asked, now)
    if message:
        raise InvalidInputError(message, [FieldError("/expires_at", message)])
    facts.lock(f"waivers of {service.pk}")
    before = Waiver.objects.filter(service=service, policy=asked.policy, finding=asked.finding).first()
    if before and before.state(now) == WaiverState.PENDING:
        raise ConflictError(f"The waiver {before.pk} asks for the same and is not decided yet.")
    return facts.create(
        actor,
        Waiver(
            service=service,
            policy=asked.policy,
            finding=asked.finding,
            operations=operations,
            subject=subject,
            reason=asked.reason,
            conditions=asked.conditions,
            requested_by=actor,
            requested_at=now,
            expires_at=asked.expires_at,
            renews=before,
        ),
    )


def _too_long(asked: Request | Waiver, now: datetime) -> str:
    """What is wrong with its end by what the policy allows now, or an empty text."""
    longest = longest_waiver(asked.policy)
    if asked.expires_at <= now + longest:
        return ""
    if not longest:
        return f"The policy {asked.policy} allows no waiver."
    what = f"the policy {asked.policy}" if asked.policy else "a finding"
    days = "1 day" if longest == timedelta(days=1) else f"{longest.days} days"
    return f"A waiver of {what} lasts {days} at most. It can be renewed."


def _subject(service: Service, asked: Request) -> tuple[str, list[str]]:
    """What is waived in words, and the reach of a finding."""
    if bool(asked.policy) == bool(asked.finding):
        message = "A waiver names either a policy or a finding."
        raise InvalidInputError(message, [FieldError("/policy", message), FieldError("/finding", message)])
    if asked.policy:
        if not Policy.objects.filter(slug=asked.policy).exists():
            message = f"There is no policy {asked.policy}."
            raise InvalidInputError(message, [FieldError("/policy", message)])
        return f"the policy {asked.policy}", []
    found = finding_of(service.pk, asked.finding)
    if found is None:
        message = f"No review of {service.slug}'s contracts has a finding with this fingerprint."
        raise InvalidInputError(message, [FieldError("/finding", message)])
    return found.message, found.operations


@transaction.atomic
def decide_waiver(actor: Person, waiver: Waiver, note: str, *, approved: bool) -> Waiver:
    """Approve or deny what somebody else asked for. The same again changes nothing."""
    require_deciding_waiver(actor, waiver)
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    now = timezone.now()
    if waiver.approved is not None and waiver.approved == approved:
        return waiver
    if waiver.state(now) != WaiverState.PENDING:
        raise ConflictError(f"The waiver {waiver.pk} is {waiver.state(now)}; only a pending one is decided.")
    if approved and (message := _too_long(waiver, now)):
        raise ConflictError(f"{message} Deny this one, and ask the team for a shorter one.")
    waiver.approved, waiver.decided_by, waiver.decided_at, waiver.note = approved, actor, now, note
    waiver.save(update_fields=["approved", "decided_by", "decided_at", "note"])
    audit.record(actor, "approved" if approved else "denied", waiver, note=note)
    _tell(waiver, "approved" if approved else "denied")
    _judge_again(waiver)
    return waiver


@transaction.atomic
def revoke_waiver(actor: Person, waiver: Waiver, note: str) -> Waiver:
    """End an approved waiver before its time."""
    access.require_role(actor, Role.GOVERNANCE)
    waiver = Waiver.objects.select_for_update().get(pk=waiver.pk)
    now = timezone.now()
    if waiver.revoked_at is not None:
        return waiver
    if waiver.state(now) != WaiverState.APPROVED:
        raise ConflictError(
            f"The waiver {waiver.pk} is {waiver.state(now)}; only an approved one is revoked."
        )
    waiver.revoked_by, waiver.revoked_at, waiver.note = actor, now, note
    waiver.save(update_fields=["revoked_by", "revoked_at", "note"])
    audit.record(actor, "revoked", waiver, note=note)
    _tell(waiver, "revoked")
    _judge_again(waiver)
    return waiver


def _judge_again(waiver: Waiver) -> None:
    """Have the service evaluated, or every version reviewed whose newest review found what is waived."""
    if waiver.policy:
        make_due([waiver.service_id])
        return
    versions = ContractVersion.objects.filter(
        contract__service=waiver.service, reviews__findings__fingerprint=waiver.finding
    )
    for version in versions.distinct():
        open_review(version)


def _tell(waiver: Waiver, what: str) -> None:
    service = waiver.service
    ends = f"It ends on {waiver.expires_at:%Y-%m-%d %H:%M} UTC." if what == "approved" else ""
    raise_alert(
        kind=f"waiver.{what}",
        severity="info" if what == "approved" else "warning",
        team=service.owner,
        service=service,
        title=f"The waiver of {service.slug} for {waiver.policy or 'a finding'} was {what}",
        message=_sentences(waiver.subject, ends, waiver.note),
        link=waiver.get_absolute_url(),
        data={"waiver": waiver.pk, "policy": waiver.policy, "finding": waiver.finding},
        dedup_key=f"waiver:{waiver.pk}:{what}",
    )


def _sentences(*texts: str) -> str:
    return " ".join(f"{text[0].upper()}{text[1:].rstrip('.')}." for text in texts if text)
