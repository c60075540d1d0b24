"""Write teams, and who is in them."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from catalog import access
from catalog.actions import audit, facts
from catalog.models import Membership, Person, Role, Team


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
