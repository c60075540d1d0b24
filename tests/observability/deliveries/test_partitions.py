"""Deliveries lie in a partition for each month, and one alert goes once through one channel in any of them."""

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from catalog.models.partitions import make_partitions
from observability.models import Delivery
from observability.tasks import make_partitions_task

THIS_MONTH = f"observability_delivery_{timezone.now():%Y_%m}"


def partitions() -> set[str]:
    """The partitions that have deliveries."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableoid::regclass::text FROM observability_delivery")
        return {name for (name,) in cursor.fetchall()}


def test_a_delivery_lies_in_the_partition_of_its_month(channel, tell):
    make_partitions_task()
    tell()
    assert partitions() == {THIS_MONTH}


def test_making_them_again_makes_none(db):
    today = timezone.now().date()
    assert THIS_MONTH in make_partitions(today)
    assert make_partitions(today) == []


def test_a_month_that_has_begun_without_a_partition_stays_in_the_default_one(delivery):
    assert partitions() == {"observability_delivery_default"}
    made = make_partitions(timezone.now().date())
    assert THIS_MONTH not in made
    assert len([name for name in made if name.startswith("observability_delivery_")]) == 2


def test_the_database_refuses_a_second_delivery_of_an_alert_through_a_channel(delivery):
    second = Delivery(alert=delivery.alert, channel=delivery.channel, created_at=delivery.created_at)
    with pytest.raises(IntegrityError, match="alert_id"):
        second.save(force_insert=True)
