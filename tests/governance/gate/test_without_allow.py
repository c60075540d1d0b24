"""A deployment without a valid allow is recorded, since it is a fact, and is a violation."""

import pytest

from observability.models import Alert

KIND = "deployment.without-allow"


@pytest.fixture
def release(world, contract):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    return world.release("provider", "1.0.0", provides=("1.0.0",))


def test_without_an_allow_the_owner_is_alerted(world, release):
    world.deploy(release)
    alert = Alert.objects.get(kind=KIND)
    assert (alert.team.slug, alert.severity) == ("provider-team", "critical")
    assert release.deployments.count() == 1


def test_with_an_allow_nobody_is(world, release):
    assert world.promote(release).decision == "allow"
    world.deploy(release)
    assert not Alert.objects.filter(kind=KIND).exists()


def test_an_allow_for_another_environment_does_not_count(world, release):
    world.promote(release, "staging")
    world.deploy(release)
    assert Alert.objects.filter(kind=KIND).exists()


def test_recording_it_again_changes_nothing(world, release):
    world.deploy(release)
    world.deploy(release)
    assert Alert.objects.filter(kind=KIND).count() == 1
    assert release.deployments.count() == 1


def test_where_the_gate_is_off_nobody_is_alerted(world, release):
    world.environment("development", gate_mode="off")
    world.deploy(release, "development")
    assert not Alert.objects.filter(kind=KIND).exists()


def test_an_allow_is_spent_once_its_release_was_replaced(world, release):
    """To bring back what was replaced is another decision."""
    following = world.release("provider", "1.0.1", provides=("1.0.0",))
    for each in (release, following):
        world.promote(each)
        world.deploy(each)
    assert not Alert.objects.filter(kind=KIND).exists()
    world.deploy(release)
    assert Alert.objects.filter(kind=KIND).count() == 1
