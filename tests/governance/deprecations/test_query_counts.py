"""What deprecations cost in queries does not depend on how many there are, nor on how many consumers they have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.governance.deprecations.conftest import LIST

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
