"""Who called whom is listed, with whether that is declared and whether anybody knows them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Deployment
from observability.queries.usage import observed_dependencies
from tests.observability.usage.conftest import OBSERVED

REPORTS, TOTALS = "GET /reports/{}", "GET /totals/{}"


@pytest.fixture
def listed(report, sample, api_of, stranger):
    """Two callers, one of them unknown, and one that stopped long ago; read by whoever is signed in."""
    report(sample(count=5, errors=1), sample(operation=TOTALS, count=7), sample("ghost", version="1.1.0"))
    client = api_of(stranger)

    def read(**filters):
        return client.get(OBSERVED, filters).json()["results"]

    return read


def test_a_row_says_who_called_what_how_often_and_when(listed, window):
    (row,) = listed(operation=REPORTS, consumer="consumer")
    seen = {row.pop("first_seen"), row.pop("last_seen")}
    assert len(seen) == 2
    assert row == {
        "environment": "production",
        "service": "provider",
        "contract": "api",
        "version": None,
        "operation": REPORTS,
        "consumer": "consumer",
        "registered": True,
        "declared": True,
        "calls": 5,
        "errors": 1,
    }


def test_a_registered_consumer_is_declared_for_the_operations_that_its_live_releases_name(listed):
    assert {row["operation"]: row["declared"] for row in listed(consumer="consumer")} == {
        REPORTS: True,
        TOTALS: False,
    }


def test_what_was_called_while_a_release_ran_that_declares_it_was_declared(
    scene, using, report, sample, window
):
    rows = observed_dependencies(timezone.now(), consumer="consumer", declared=False)
    report(sample(), **window(days=2))
    scene.deploy(scene.release("consumer", "2.0.0"))
    assert not rows.exists()
    Deployment.objects.filter(ended_at__isnull=False).update(
        started_at=timezone.now() - timedelta(days=9), ended_at=timezone.now() - timedelta(days=4)
    )
    assert rows.exists()


def test_who_names_no_operation_declares_them_all(listed, scene, using):
    scene.release("consumer", "2.0.0", consumes=(using("provider", "1.0.0"),))
    assert listed(declared="false", registered="true") == []


def test_a_caller_that_nobody_registered_is_found_until_somebody_does(listed, scene):
    (row,) = listed(registered="false")
    assert (row["consumer"], row["version"], row["declared"]) == ("ghost", "1.1.0", False)
    scene.service("ghost")
    assert listed(registered="false") == []


def test_what_was_last_seen_more_than_thirty_days_ago_is_left_out(report, sample, window, listed):
    report(sample("former"), **window(days=31))
    assert listed(consumer="former") == []


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"service": "provider"}, 3),
        ({"service": "consumer"}, 0),
        ({"contract": "api", "environment": "production"}, 3),
        ({"environment": "staging"}, 0),
        ({"operation": TOTALS}, 1),
        ({"declared": "true"}, 1),
    ],
)
def test_every_filter_narrows_the_list(listed, filters, count):
    assert len(listed(**filters)) == count


def test_a_filter_that_does_not_exist_is_refused(api_of, stranger):
    assert api_of(stranger).get(OBSERVED, {"provider": "x"}).status_code == 422
