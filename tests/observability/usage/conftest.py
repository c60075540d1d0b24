"""A service that is called, and a gateway that reports on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from observability.models import ObservedDependency, UsageSample

USAGE = "/api/v1/usage"
OBSERVED = "/api/v1/observed-dependencies"


@pytest.fixture
def scene(world, contract, using):
    """`provider` has two operations; `consumer` declares one of them and runs."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", operations=("reports", "totals")))
    world.submit("provider", "1.1.0", contract("a", operations=("reports", "totals", "extras")))
    world.service("consumer")
    uses = using("provider", "1.0.0", operations=["GET /reports/{id}"])
    world.deploy(world.release("consumer", "1.0.0", consumes=(uses,)))
    return world


@pytest.fixture
def sample():
    """`sample("consumer", count=3)` is one as a gateway sends it."""

    def make(consumer="consumer", operation="GET /reports/{id}", count=10, **members):
        names = {"service": "provider", "contract": "api", "operation": operation}
        return {"consumer": consumer, "count": count} | names | members

    return make


@pytest.fixture
def window():
    """An hour that ended so long ago."""

    def of(**ago):
        ends = timezone.now().replace(microsecond=0) - timedelta(**ago)
        return {"from": (ends - timedelta(hours=1)).isoformat(), "to": ends.isoformat()}

    return of


@pytest.fixture
def report(scene, api_of, governor, window):
    """`report(sample(), ...)` posts a batch as the platform group's gateway; other members by name."""
    client = api_of(governor)

    def post(*samples, client=client, **members):
        body = {"environment": "production", "samples": list(samples)} | window(hours=1) | members
        return client.post(USAGE, body)

    return post


@pytest.fixture
def stored():
    """What is stored: (consumer, operation) → how many calls."""

    def read():
        totals = {}
        for row in UsageSample.objects.select_related("dependency"):
            name = (row.dependency.consumer, row.dependency.operation)
            totals[name] = totals.get(name, 0) + row.calls
        assert set(totals) == set(ObservedDependency.objects.values_list("consumer", "operation"))
        return totals

    return read
