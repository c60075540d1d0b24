"""What deprecations cost in queries does not depend on how many there are, nor on how many consumers they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Service
from governance.actions.migrations import refresh_migrations_of
from tests.governance.deprecations.conftest import LIST

PRESENCE = 1  # whether versions have the operations that end
COUNTS = {LIST: 2, f"{LIST}.ics": 2, f"{LIST}/{{id}}": 4}


@pytest.fixture
def more(scene, contract, using, announce):
    def add():
        for number in range(2, 20):
            scene.submit("provider", f"1.{number}.0", contract("a", operations=("reports", "totals")))
            announce(version=f"1.{number}.0")
            scene.service(f"more-{number}")
            scene.release(f"more-{number}", "1.0.0", consumes=(using("provider", "1.0.0"),))

    return add


def test_twenty_cost_as_many_queries_as_one(api, announced, more):
    client = api("first")

    def costs():
        found = {}
        for address in COUNTS:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address.format(id=announced["id"])).status_code == 200
            found[address] = len(captured)
        return found

    one = costs()
    more()

    assert costs() == one == COUNTS


def test_a_release_that_touches_many_costs_as_many_queries_as_one_that_touches_one(
    scene, announce, announced
):
    first = Service.objects.get(slug="first")
    scene.observe(("first", "GET /reports/{id}"))

    def cost():
        refresh_migrations_of(first)  # keeps what is new
        with CaptureQueriesContext(connection) as captured:
            refresh_migrations_of(first)
        return len(captured)

    one = cost()
    for ending in (
        {"version": "", "operation": "GET /reports/{id}"},
        {"version": "", "operation": "GET /totals/{id}"},
    ):
        announce(**ending)
    announce(contract="", version="")

    assert (first.migrations.count(), cost()) == (4, one + PRESENCE)
