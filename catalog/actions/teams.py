"""Write people, their tokens, and teams."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, facts
from catalog.models import Membership, Person, Role, Team, Token


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
def issue_token(actor: Person, person: Person, name: str, expires_at: datetime) -> tuple[Token, str]:
    """Make a token for oneself, or as an administrator for anybody; return it with its secret."""
    access.require_self(actor, person.username)
    token, secret = Token.issue(person, name, expires_at)
    audit.record(actor, "issued token", person, name=name, expires_at=expires_at.isoformat())
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


@transaction.atomic
def put_team(
    actor: Person,
    slug: str,
    fields: dict[str, Any],
    members: dict[Person, str] | None = None,
    if_match: str | None = None,
) -> tuple[Team, bool]:
    """Register a team (administrators) or change it (its leads too). `members` maps person to role; None keeps them."""
    team = facts.locked(Team, slug=slug)
    created = team is None
    if team is None:
        facts.check_revision(team, if_match)
        access.require_role(actor, Role.ADMINISTRATOR)
        team = Team(slug=slug, group=Group.objects.create(name=f"team:{slug}"), **fields)
        facts.create(actor, team)
        access.grant_team(team)
    else:
        access.require_change(actor, team)
        facts.revise(actor, team, fields, if_match)
    if members is not None:
        _set_members(actor, team, members)
    return team, created


def _set_members(actor: Person, team: Team, members: dict[Person, str]) -> None:
    current = {m.person: m for m in team.memberships.select_related("person", "team")}
    if {person: m.role for person, m in current.items()} == members:
        return
    for person, membership in current.items():
        if person not in members:
            access.revoke_membership(membership)
            membership.delete()
    for person, role in members.items():
        membership, _ = Membership.objects.update_or_create(team=team, person=person, defaults={"role": role})
        access.grant_membership(membership)
    team.save(update_fields=["updated_at"])  # a new revision: who is in it is a part of it
    audit.record(actor, "set members", team, members={p.username: role for p, role in members.items()})
