"""The standing cast: who may, who may a little, and who must be refused."""

import pytest

from catalog.actions.teams import put_team
from catalog.models import MemberRole, Person, Role, Team


def person(username: str, *roles: Role) -> Person:
    return Person.objects.create_user(username, password=None, name=username.capitalize(), roles=list(roles))


@pytest.fixture
def administrator(db) -> Person:
    return person("administrator", Role.ADMINISTRATOR)


@pytest.fixture
def governor(db) -> Person:
    """Somebody of the platform and architecture group."""
    return person("governor", Role.GOVERNANCE)


@pytest.fixture
def auditor(db) -> Person:
    return person("auditor", Role.AUDITOR)


@pytest.fixture
def owner(db) -> Person:
    """Leads the team that owns the services of a test."""
    return person("owner")


@pytest.fixture
def teammate(db) -> Person:
    return person("teammate")


@pytest.fixture
def citizen_developer(db) -> Person:
    return person("citizen")


@pytest.fixture
def stranger(db) -> Person:
    """Is signed in, and a member of no team."""
    return person("stranger")


@pytest.fixture
def team(administrator, owner, teammate, citizen_developer) -> Team:
    """The owning team."""
    members = {
        owner: MemberRole.LEAD,
        teammate: MemberRole.MEMBER,
        citizen_developer: MemberRole.CITIZEN_DEVELOPER,
    }
    return put_team(administrator, "payments", {"title": "Payments"}, members)[0]
