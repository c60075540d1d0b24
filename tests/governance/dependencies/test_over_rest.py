"""The map as data, for whoever draws or counts it elsewhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.actions.consumption import Consumption

ADDRESS = "/api/v1/services/scoring/dependencies"


@pytest.fixture
def ask(api_of, chain):
    """`ask("?hops=1")` as the owner of the service."""
    return lambda query="": api_of(chain.people["scoring"]).get(ADDRESS + query)


def test_nodes_come_nearest_first_and_say_on_which_side_they_stand(ask):
    nodes = ask().json()["nodes"]
    assert [(node["service"], node["side"], node["hops"]) for node in nodes] == [
        ("scoring", "selected", 0),
        ("ledger", "provider", 1),
        ("lending", "caller", 1),
        ("app", "caller", 2),
    ]


def test_edges_say_what_is_used(ask):
    assert ask("?hops=1").json()["edges"] == [
        {
            "consumer": consumer,
            "provider": provider,
            "contracts": [{"contract": "api", "version": "1.0.0"}],
            "faults": [],
        }
        for consumer, provider in (("lending", "scoring"), ("scoring", "ledger"))
    ]


def test_who_is_not_registered_has_no_owner(ask, chain):
    chain.release("scoring", "2.0.0", consumes=(Consumption("bureau", "api"),))
    (bureau,) = (node for node in ask().json()["nodes"] if node["service"] == "bureau")
    assert bureau == {
        "service": "bureau",
        "registered": False,
        "owner": None,
        "tier": None,
        "side": "provider",
        "hops": 1,
    }


def test_an_environment_counts_what_runs_there(ask):
    assert len(ask("?environment=production").json()["nodes"]) == 4
    assert len(ask("?environment=staging").json()["nodes"]) == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [("?hops=0", 422), ("?hops=11", 422), ("?depth=1", 422), ("?environment=nowhere", 404)],
)
def test_what_makes_no_sense_is_refused(ask, query, status):
    assert ask(query).status_code == status


def test_a_service_that_is_not_registered_is_not_found(api_of, chain):
    assert api_of(chain.people["app"]).get("/api/v1/services/nowhere/dependencies").status_code == 404


def test_twenty_consumers_cost_as_many_queries_as_one(ask, chain, using):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert ask().status_code == 200
        return len(captured)

    one = cost()
    for number in range(20):
        chain.service(f"more-{number}")
        chain.release(f"more-{number}", "1.0.0", consumes=(using("scoring", "1.0.0"),))
    assert cost() == one <= 12
