"""What a page costs does not depend on how many rows it shows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.actions.deprecations import set_dates
from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.policies import put_policy
from governance.models import Deprecation

PAGES = {
    "/": 19,
    "/services": 20,
    "/services/scoring": 53,
    "/services/scoring/map": 15,
    "/map": 12,
    "/services/scoring/contracts/api/versions/1.1.0": 18,
    "/services/scoring/contracts/api/versions/1.1.0/document": 7,
    "/deprecations": 10,
    "/deprecations/{ending}": 15,
    "/promotions": 8,
    "/promotions?decision=deny": 8,
    "/can-i-promote?service=scoring&release=1.1.0&environment=production": 30,
    "/alerts": 8,
    "/teams": 7,
    "/reasons": 5,
    "/reasons/consumer-breaks": 5,
    "/rules": 5,
    "/rules/response-required-property-removed": 5,
    "/teams/lending-team": 10,
    "/account": 7,
    "/policies": 10,
    "/policies/named": 12,
}

REPORTS = "GET /reports/{id}"


@pytest.fixture
def more(landscape, using):
    """Nineteen more consumers, each with a release that runs and one that was refused."""

    def add():
        for number in range(2, 21):
            name = f"lending-{number}"
            landscape.service(name)
            landscape.deploy(landscape.release(name, "1.0.0", consumes=(using("scoring", "1.0.0"),)))
            landscape.promote(landscape.release("scoring", f"1.1.{number}", provides=("1.1.0",)))
            landscape.observe((name, REPORTS), (f"ghost-{number}", REPORTS), service="scoring")
            put_policy(landscape.admin, f"named-{number}", {"title": "Named", "rule": "service.title == ''"})
        settle()

    return add


def settle():
    follow_changes()
    while evaluate_due():
        pass


@pytest.fixture
def ending(landscape):
    """The version that every consumer uses ends, some day."""
    dates = {"sunset_at": timezone.now().date() + timedelta(days=200)}
    set_dates(landscape.people["scoring"], landscape.version("scoring", "1.0.0"), dates)
    return Deprecation.objects.get()


def test_twenty_rows_cost_as_many_queries_as_one(browse, landscape, more, ending):
    def costs():
        counts = {}
        for address in PAGES:
            with CaptureQueriesContext(connection) as captured:
                assert browse(address.format(ending=ending.pk)).status_code == 200
            counts[address] = len(captured)
        return counts

    put_policy(landscape.admin, "named", {"title": "Named", "rule": "service.title == ''"})
    landscape.observe(("lending", REPORTS), ("ghost", REPORTS), service="scoring")
    settle()
    costs()  # the first look compares what was not compared before, once for ever
    one = costs()
    more()
    costs()
    assert costs() == one
    assert {address: count for address, count in one.items() if count > PAGES[address]} == {}
