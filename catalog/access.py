"""The one door: who may do what to which object.

Who is signed in reads the catalog. What a team owns is changed by its members, through object
permissions (django-guardian) that the team's group holds; administrators change everything.
"""

from guardian.shortcuts import assign_perm, remove_perm

from catalog.errors import ForbiddenError
from catalog.models import MemberRole, Membership, Person, Role, Service, Team

LEADING = {MemberRole.LEAD, MemberRole.MAINTAINER}


def may_change(person: Person, thing: Service | Team) -> bool:
    """Whether the person may change the service (its owner's members) or the team (its leads)."""
    return person.has_perm(f"catalog.change_{thing._meta.model_name}", thing)


def may_act_for(person: Person, team: Team) -> bool:
    """Whether the person is a member of the team, or an administrator."""
    return person.has_perm("catalog.act_for_team", team)


def require_change(person: Person, thing: Service | Team) -> None:
    if may_change(person, thing):
        return
    if isinstance(thing, Service):
        raise ForbiddenError(
            f"Only members of {thing.owner.slug}, which owns {thing.slug}, and administrators may change it."
        )
    raise ForbiddenError(f"Only leads and maintainers of {thing.slug} and administrators may change it.")


def require_acting_for(person: Person, team: Team) -> None:
    if not may_act_for(person, team):
        raise ForbiddenError(f"Only members of {team.slug} and administrators may act for it.")


def has_role(person: Person, *roles: Role) -> bool:
    """Whether the person has one of the roles; an administrator has them all."""
    return person.is_administrator or bool(set(roles) & set(person.roles))


def require_attesting(person: Person, service: Service) -> None:
    """Facts about a service are stated by its owner's members, and by scanners that govern (the role governance)."""
    if not may_change(person, service):
        require_role(person, Role.GOVERNANCE)


def require_role(person: Person, *roles: Role) -> None:
    """Refuse whoever has none of the roles; an administrator has them all."""
    if not has_role(person, *roles):
        names = " or ".join(dict.fromkeys(str(role) for role in (*roles, Role.ADMINISTRATOR)))
        raise ForbiddenError(f"This needs the role {names}.")


def require_self(person: Person, username: str) -> None:
    """Refuse whoever is neither the person of that name nor an administrator."""
    if person.username != username:
        require_role(person, Role.ADMINISTRATOR)


def grant_service(service: Service, *, previous_owner: Team | None = None) -> None:
    """Give the owning team's members the service, and take it from the previous owner's."""
    if previous_owner is not None:
        remove_perm("catalog.change_service", previous_owner.group, service)
    assign_perm("catalog.change_service", service.owner.group, service)


def grant_membership(membership: Membership) -> None:
    """Put the member into the team's group, and let leads and maintainers change the team."""
    membership.person.groups.add(membership.team.group)
    change = assign_perm if membership.role in LEADING else remove_perm
    change("catalog.change_team", membership.person, membership.team)


def revoke_membership(membership: Membership) -> None:
    membership.person.groups.remove(membership.team.group)
    remove_perm("catalog.change_team", membership.person, membership.team)


def grant_team(team: Team) -> None:
    assign_perm("catalog.act_for_team", team.group, team)
