"""Write people, their passwords and their tokens."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, facts
from catalog.models import Person, Role, Token, TokenScope


@transaction.atomic
def put_person(
    actor: Person, username: str, fields: dict[str, Any], password: str | None = None
) -> tuple[Person, bool]:
    """Register or change a person; administrators only. Return the person, and whether it is new."""
    access.require_role(actor, Role.ADMINISTRATOR)
    person = facts.locked(Person, username=username)
    created = person is None
    person = person or Person(username=username)
    before = {name: getattr(person, name) for name in fields}
    for name, value in fields.items():
        setattr(person, name, value)
    if password:
        person.set_password(password)
    elif created:
        person.set_unusable_password()
    facts.clean(person)
    person.save()
    if created or password or before != fields:
        audit.record(actor, "registered" if created else "changed", person, fields=sorted(fields))
    return person, created


@transaction.atomic
def change_password(person: Person, password: str) -> None:
    """Give oneself another password, which ends all sessions that were begun with the one before."""
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record(person, "changed password", person)


@transaction.atomic
def issue_token(
    actor: Person, person: Person, name: str, expires_at: datetime, scope: TokenScope = TokenScope.WRITE
) -> tuple[Token, str]:
    """Make a token for oneself, or as an administrator for anybody; return it with its secret."""
    access.require_self(actor, person.username)
    token, secret = Token.issue(person, name, expires_at, scope)
    audit.record(
        actor, "issued token", person, name=name, scope=token.scope, expires_at=expires_at.isoformat()
    )
    return token, secret


@transaction.atomic
def revoke_token(actor: Person, token: Token) -> None:
    """End a token of oneself, or as an administrator of anybody. A revoked one stays as it is."""
    access.require_self(actor, token.person.username)
    revoked = Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    if revoked:
        audit.record(actor, "revoked token", token.person, name=token.name)


@transaction.atomic
def bootstrap_administrator(username: str) -> Person:
    """Return the administrator of this name, registered or given the role in his or her own name where need be.

    For whoever runs the installation, and therefore asks nobody.
    """
    person = facts.locked(Person, username=username)
    if person is None:
        person = Person(username=username, name=username.capitalize(), roles=[Role.ADMINISTRATOR])
        person.set_unusable_password()
        facts.clean(person)
        person.save()
        audit.record(person, "bootstrapped", person)
    elif not person.is_administrator:
        person.roles, person.is_active = [*person.roles, Role.ADMINISTRATOR], True
        person.save(update_fields=["roles", "is_active"])
        audit.record(person, "bootstrapped", person)
    return person
