"""Who takes a service over takes over what stands against it, and is told of it."""

import pytest

from catalog.actions.teams import put_team
from governance.actions.services import put_service
from observability.actions.alerts import acknowledge
from observability.actions.channels import put_channel
from observability.models import Alert, Delivery


@pytest.fixture
def failed(world, contract):
    """The provider's 1.1.0 fails its review, which is the only alert."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", "b"))
    world.submit("provider", "1.1.0", contract("a"))
    return Alert.objects.get()


@pytest.fixture
def hand_over(world):
    """`hand_over()` the provider to a team that has a channel; `hand_over(back)` to the team given."""
    heirs, _ = put_team(world.admin, "heirs", {"title": "Heirs"})
    put_channel(world.admin, "heirs-hook", {"url": "https://hooks.example/heirs", "team": heirs})

    def change(to=heirs):
        return put_service(world.admin, "provider", {"owner": to})[0]

    return change


def test_what_is_open_is_the_new_owners_and_told_through_its_channels(failed, hand_over):
    hand_over()

    failed.refresh_from_db()
    assert (failed.team.slug, failed.state) == ("heirs", "open")
    assert [delivery.channel.slug for delivery in Delivery.objects.filter(alert=failed)] == ["heirs-hook"]


def test_what_the_former_owner_had_seen_the_new_one_has_not(world, failed, hand_over):
    acknowledge(world.people["provider"], failed)
    hand_over()

    failed.refresh_from_db()
    assert failed.state == "open"


def test_what_is_over_stays_with_whom_it_was_told(failed, hand_over):
    former = failed.team
    Alert.objects.update(state="resolved")
    hand_over()

    failed.refresh_from_db()
    assert (failed.team, failed.state) == (former, "resolved")
    assert not Delivery.objects.exists()


def test_what_was_told_to_somebody_else_about_the_service_stays_theirs(world, failed, hand_over):
    other, _ = put_team(world.admin, "domain", {"title": "Domain"})
    Alert.objects.update(team=other)
    hand_over()

    failed.refresh_from_db()
    assert failed.team == other


def test_nobody_is_told_twice_when_it_comes_back(failed, hand_over):
    former = failed.team
    hand_over()
    hand_over(former)
    hand_over()

    assert Delivery.objects.filter(alert=failed).count() == 1
