"""The pages of teams say who they are, how to reach them, and what they own."""

import pytest
from django.contrib.auth.models import Group

from catalog.actions.services import put_service
from catalog.actions.teams import put_team
from catalog.models import Team


@pytest.fixture
def visit(client, stranger):
    client.force_login(stranger)
    return lambda address: client.get(address).content.decode()


def test_a_team_shows_its_contacts_members_and_services(visit, owner, team):
    put_team(
        owner, "payments", {"email": "payments@example.com", "on_call": "https://on.call.example/payments"}
    )
    put_service(owner, "charging", {"title": "Charging", "owner": team})
    page = visit("/teams/payments")
    assert 'href="mailto:payments@example.com"' in page
    assert 'href="https://on.call.example/payments"' in page
    assert "Teammate" in page
    assert "citizen developer" in page
    assert 'href="/services/charging"' in page


def test_a_team_that_owns_nothing_says_what_will_appear(visit, team):
    assert "What the team registers appears here." in visit("/teams/payments")


def test_the_list_counts_services_and_members(visit, owner, team):
    put_service(owner, "charging", {"title": "Charging", "owner": team})
    row = visit("/teams").partition("<tbody>")[2]
    assert '<td class="number">1</td>' in row
    assert '<td class="number">3</td>' in row


def test_many_teams_stand_on_pages_and_are_found_by_name(visit, team):
    groups = Group.objects.bulk_create(Group(name=f"crew-{n:03}") for n in range(120))
    Team.objects.bulk_create(
        Team(slug=group.name, title=group.name.replace("crew-", "Crew "), group=group) for group in groups
    )
    first = visit("/teams")
    assert "121 teams" in first
    assert "Page 1 of 3" in first
    assert 'href="/teams/crew-049"' in first
    assert 'href="/teams/crew-050"' not in first
    assert 'href="/teams/crew-050"' in visit("/teams?page=2")
    found = visit("/teams?q=crew+04&page=1")
    assert "10 teams" in found
    assert "No team is called that" in visit("/teams?q=nobody")
