"""A landscape to look at: a provider whose new version breaks its deployed consumer, and the gate's refusal."""

import pytest
from django.test import Client

from catalog.actions.services import put_service
from catalog.models import Person


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


@pytest.fixture
def browse(db):
    """`browse("/services")` is the page as somebody sees it who is signed in and in no team."""
    client = Client()
    client.force_login(Person.objects.create_user("visitor", name="Vera Visitor"))

    def get(address, **headers):
        response = client.get(address, headers=headers)
        response.text = response.content.decode()
        return response

    get.client = client
    return get
