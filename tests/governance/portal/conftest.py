"""A landscape to look at: a provider whose new version breaks its deployed consumer, and the gate's refusal."""

import pytest

from catalog.actions.services import put_service


@pytest.fixture
def landscape(world, contract, using):
    world.service("scoring")
    world.service("lending")
    world.submit("scoring", "1.0.0", contract("score", "grade"))
    world.deploy(world.release("scoring", "1.0.0", provides=("1.0.0",)))
    world.deploy(world.release("lending", "7.0.0", consumes=(using("scoring", "1.0.0", "score"),)))
    world.submit("scoring", "1.1.0", contract("grade"))
    world.promote(world.release("scoring", "1.1.0", provides=("1.1.0",)))
    return world


@pytest.fixture
def change_service(landscape):
    """`change_service("scoring", tier=1)` as its owner would."""

    def change(name, **fields):
        return put_service(landscape.people[name], name, fields)[0]

    return change
