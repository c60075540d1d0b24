"""What a page costs does not depend on how many rows it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGES = {
    "/": 13,
    "/services": 20,
    "/services/scoring": 24,
    "/services/scoring/contracts/api/versions/1.1.0": 14,
    "/services/scoring/contracts/api/versions/1.1.0/document": 7,
    "/promotions": 8,
    "/promotions?decision=deny": 8,
    "/can-i-promote?service=scoring&release=1.1.0&environment=production": 21,
    "/alerts": 8,
    "/teams": 6,
    "/reasons": 5,
    "/reasons/consumer-breaks": 5,
    "/rules": 5,
    "/rules/response-required-property-removed": 5,
    "/teams/lending-team": 10,
}


@pytest.fixture
def more(landscape, using):
    """Nineteen more consumers, each with a release that runs and one that was refused."""

    def add():
        for number in range(2, 21):
            name = f"lending-{number}"
            landscape.service(name)
            landscape.deploy(landscape.release(name, "1.0.0", consumes=(using("scoring", "1.0.0"),)))
            landscape.promote(landscape.release("scoring", f"1.1.{number}", provides=("1.1.0",)))

    return add


def test_twenty_rows_cost_as_many_queries_as_one(browse, more):
    def costs():
        counts = {}
        for address in PAGES:
            with CaptureQueriesContext(connection) as captured:
                assert browse(address).status_code == 200
            counts[address] = len(captured)
        return counts

    costs()  # the first look compares what was not compared before, once for ever
    one = costs()
    more()
    costs()
    assert costs() == one
    assert {address: count for address, count in one.items() if count > PAGES[address]} == {}
