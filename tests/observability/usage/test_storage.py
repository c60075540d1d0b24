"""Samples lie in a partition for each month, and the database refuses what cannot be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from observability.models import ObservedDependency, UsageSample
from observability.tasks import make_partitions_task


@pytest.fixture
def stored(scene):
    make_partitions_task()
    scene.observe(("consumer", "GET /reports/{id}"))
    return UsageSample.objects.get()


def test_a_sample_lies_in_the_partition_of_its_month(stored):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM observability_usagesample")
        assert cursor.fetchall() == [(f"observability_usagesample_{stored.begins_at:%Y_%m}",)]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("errors_are_calls", {"errors": 11}),
        ("window_is_in_order", {"ends_at": timezone.now() - timedelta(days=900)}),
        ("window_is_short", {"ends_at": timezone.now() + timedelta(days=2)}),
    ],
)
def test_a_sample_that_cannot_be_is_refused(stored, name, values):
    with pytest.raises(IntegrityError, match=name):
        UsageSample.objects.update(**values)


def test_one_dependency_is_observed_once_also_where_its_version_was_not_told(stored):
    row = ObservedDependency.objects.get()
    assert row.contract_version is None
    row.pk = None
    with pytest.raises(IntegrityError, match="observed_once"):
        row.save(force_insert=True)
