"""Policies are told who calls a service in production, where that is measured, and follow it day by day."""

import pytest

from catalog.models import Service
from governance.actions.evaluations import prove_evaluations
from governance.models import PolicyResult
from governance.queries.facts_document import facts_of_service
from tests.governance.deprecations.conftest import day

REPORTS, TOTALS = "GET /reports/{id}", "GET /totals/{id}"


@pytest.fixture
def scene(world, contract, using):
    """`declared` declares one of the two operations and runs; `undeclared` is registered, and that is all."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", operations=("reports", "totals")))
    world.deploy(world.release("provider", "1.0.0", provides=("1.0.0",)))
    world.service("undeclared")
    world.service("declared")
    uses = using("provider", "1.0.0", operations=[REPORTS])
    world.deploy(world.release("declared", "1.0.0", consumes=(uses,)))
    return world


@pytest.fixture
def told(scene):
    def read():
        return facts_of_service(Service.objects.get(slug="provider"))

    return read


@pytest.fixture
def state(policy, settle):
    """The stored state of a policy about the provider after everything has been followed."""
    policy(
        "declared",
        "callers.all(c, c.registered && size(c.undeclared) == 0)",
        scope="service.slug == 'provider'",
    )

    def now():
        settle()
        return PolicyResult.objects.get(policy__slug="declared", service__slug="provider").state

    return now


def test_where_nothing_is_measured_nothing_is_told(scene, told):
    scene.observe(("declared", REPORTS), environment="staging")
    document = told().document
    assert "callers" not in document
    assert "observed" not in document["consumers"][0]


def test_each_caller_is_told_with_what_it_did_not_declare(scene, told):
    scene.observe(("declared", REPORTS), days_ago=3)
    scene.observe(("declared", TOTALS), ("ghost", TOTALS), ("provider", TOTALS), days_ago=2)
    assert told().document["callers"] == [
        {
            "consumer": "declared",
            "registered": True,
            "contract": "api",
            "operations": ["GET /reports/{}", "GET /totals/{}"],
            "undeclared": ["GET /totals/{}"],
            "last_seen": f"{day(-2)}T00:00:00Z",
        },
        {
            "consumer": "ghost",
            "registered": False,
            "contract": "api",
            "operations": ["GET /totals/{}"],
            "undeclared": ["GET /totals/{}"],
            "last_seen": f"{day(-2)}T00:00:00Z",
        },
    ]


def test_a_consumer_is_told_with_its_last_call_or_with_none(scene, told):
    scene.observe(measured=("provider",))
    (consumer,) = told().document["consumers"]
    assert consumer["observed"] is None
    scene.observe(("declared", REPORTS), days_ago=1)
    (consumer,) = told().document["consumers"]
    assert consumer["observed"] == f"{day(-1)}T00:00:00Z"


def test_policies_follow_what_is_observed_declared_and_registered(scene, state, using):
    assert state() == "unknown"
    scene.observe(("declared", REPORTS))
    assert state() == "pass"
    scene.observe(("undeclared", REPORTS))
    assert state() == "fail"
    scene.release("undeclared", "1.0.0", consumes=(using("provider", "1.0.0"),))
    assert state() == "pass"
    scene.observe(("ghost", REPORTS))
    assert state() == "fail"
    scene.service("ghost")
    scene.release("ghost", "1.0.0", consumes=(using("provider", "1.0.0"),))
    assert state() == "pass"
    assert prove_evaluations() == []


def test_to_register_the_caller_is_news_for_its_provider(scene, state, policy, settle):
    policy("registered", "callers.all(c, c.registered)", scope="service.slug == 'provider'")
    scene.observe(("ghost", REPORTS))
    assert state() == "fail"
    scene.service("ghost")
    settle()
    assert PolicyResult.objects.get(policy__slug="registered", service__slug="provider").state == "pass"


def test_the_same_on_the_same_day_is_no_news(scene, state, settle):
    scene.observe(("declared", REPORTS))
    state()
    scene.observe(("declared", REPORTS))
    assert settle() == []


def test_what_was_seen_counts_for_thirty_days_and_then_changes_by_itself(scene, told):
    scene.observe(("declared", REPORTS), days_ago=30)
    assert told().document["callers"] != []
    assert told().until.date().isoformat() == day(1)
    scene.quieten(days=1)
    scene.observe(measured=("provider",))
    assert told().document["callers"] == []
