"""Gateways that report the same at once do not wait for each other in a circle, and nothing is counted twice."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from observability.actions.usage import Batch, record_usage
from observability.actions.usage_names import Sample
from observability.models import Measurement, ObservedDependency, UsageSample

pytestmark = pytest.mark.django_db(transaction=True)
OPERATIONS = ("GET /reports/{id}", "GET /totals/{id}")


@pytest.fixture
def report(world, contract):
    """`report("mesh", callers)` records one call of each caller to each operation, in the order given."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", operations=("reports", "totals")))
    ends = timezone.now()

    def make(source, callers):
        samples = [Sample(who, "provider", "api", name, calls=1) for who in callers for name in OPERATIONS]
        window = (ends - timedelta(hours=1), ends)
        return partial(
            record_usage, world.admin, Batch(world.environments["production"], source, *window, samples, [])
        )

    return make


@pytest.mark.parametrize("sources", [("mesh", "mesh", "mesh"), ("north", "south", "west")])
def test_each_sample_is_stored_once_per_source(report, at_once, sources):
    callers = [f"caller-{i}" for i in range(50)]
    orders = (callers, callers[::-1], callers[25:] + callers[:25])

    report("past", callers[::2])()  # so that some are known by then, and some are not
    answers = at_once(*(report(source, order) for source, order in zip(sources, orders, strict=True)))

    assert [answer.recorded for answer in answers] == [100, 100, 100]
    assert ObservedDependency.objects.count() == 100
    assert UsageSample.objects.count() == 100 * len(set(sources)) + 50
    assert Measurement.objects.count() == 1
