"""The door of governance: who may go past its judgements, and who may judge that."""

from catalog import access
from catalog.errors import ForbiddenError
from catalog.models import Person, Role, Service
from governance.models import Override, Waiver


def may_override(person: Person, service: Service) -> bool:
    """Break-glass is for who answers for the service: its team's leads and maintainers, and governance.

    An incident does not wait for the architecture group, so that the team's own leads may; what holds them to
    it is that governance is told at once, and that somebody else reviews it.
    """
    return access.may_change(person, service.owner) or access.has_role(person, Role.GOVERNANCE)


def may_review_override(person: Person, override: Override) -> bool:
    """An override is reviewed by governance, and never by whoever made it."""
    return access.has_role(person, Role.GOVERNANCE) and person.pk != override.by_id


def may_decide_waiver(person: Person, waiver: Waiver) -> bool:
    """A waiver is decided by governance, and never by whoever asked for it."""
    return access.has_role(person, Role.GOVERNANCE) and person.pk != waiver.requested_by_id


def require_deciding_waiver(person: Person, waiver: Waiver) -> None:
    access.require_role(person, Role.GOVERNANCE)
    if not may_decide_waiver(person, waiver):
        raise ForbiddenError("Whoever asks for a waiver does not decide about it: another person has to.")


def require_override(person: Person, service: Service) -> None:
    if not may_override(person, service):
        raise ForbiddenError(
            f"Only leads and maintainers of {service.owner.slug}, the governance group and administrators may"
            " override the gate."
        )


def require_override_review(person: Person, override: Override) -> None:
    access.require_role(person, Role.GOVERNANCE)
    if not may_review_override(person, override):
        raise ForbiddenError("You made this override, so another person has to review it.")
