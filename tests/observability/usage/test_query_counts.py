"""What the lists cost in queries is the same for one row and for twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.observability.usage.conftest import OBSERVED

MEASUREMENTS = "/api/v1/services/provider/measurements"
COUNTS = {OBSERVED: 2, MEASUREMENTS: 3}


@pytest.mark.parametrize("address", COUNTS)
def test_twenty_rows_cost_as_many_queries_as_one(scene, api_of, stranger, address):
    client = api_of(stranger)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            rows = client.get(address).json()["results"]
        return len(rows), len(captured)

    scene.observe(("caller", "GET /reports/{id}"))
    one = cost()
    for number in range(2, 21):
        scene.environment(f"place-{number}")
        scene.observe(
            (f"caller-{number}", "GET /reports/{id}"), environment=f"place-{number}", version="1.0.0"
        )
    assert (one, cost()) == ((1, COUNTS[address]), (20, COUNTS[address]))
