"""Counts of calls and deliveries are forgotten by whole months; what was decided and who did what never is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from catalog.models import AuditEvent
from catalog.models.partitions import make_partitions
from deploy.variables import days
from observability.models import Alert, Delivery, ObservedDependency, UsageSample
from observability.tasks import forget_old_task, make_partitions_task

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=500)
SAMPLES, DELIVERIES = "observability_usagesample", "observability_delivery"


@pytest.fixture(autouse=True)
def kept_for_400_days(settings, db):
    settings.PORTOLAN_KEEP_USAGE_DAYS = settings.PORTOLAN_KEEP_DELIVERIES_DAYS = 400


def partitions(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [table]
        )
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def observed(world, contract):
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a", operations=("reports",)))

    def at(moment):
        world.observe(("consumer", "GET /reports/{id}"), days_ago=(NOW - moment).days)

    return at


@pytest.mark.parametrize("in_a_month_of_its_own", [True, False])
def test_samples_of_long_ago_are_forgotten_and_when_it_was_seen_stays(observed, in_a_month_of_its_own):
    if in_a_month_of_its_own:
        make_partitions(LONG_AGO.date(), months_ahead=0)
    make_partitions_task()
    observed(LONG_AGO)
    observed(NOW - timedelta(days=300))
    connection.check_constraints()
    forget_old_task()
    assert [(NOW - sample.begins_at).days for sample in UsageSample.objects.all()] == [300]
    assert ObservedDependency.objects.get().first_seen < LONG_AGO
    assert f"{SAMPLES}_{LONG_AGO:%Y_%m}" not in partitions(SAMPLES)
    assert f"{SAMPLES}_{NOW:%Y_%m}" in partitions(SAMPLES)


def test_a_month_is_kept_until_its_last_day_is_old_enough(observed, settings):
    settings.PORTOLAN_KEEP_USAGE_DAYS = (NOW.date() - (NOW - timedelta(days=100)).date().replace(day=15)).days
    observed(datetime.combine((NOW - timedelta(days=100)).date().replace(day=2), datetime.min.time(), UTC))
    forget_old_task()
    assert UsageSample.objects.count() == 1


def test_what_is_kept_for_ever_is_not_forgotten(observed, settings):
    settings.PORTOLAN_KEEP_USAGE_DAYS = 0
    observed(LONG_AGO)
    forget_old_task()
    assert UsageSample.objects.count() == 1


@pytest.fixture
def delivery(channel, tell):
    make_partitions(LONG_AGO.date(), months_ahead=0)
    tell()
    Alert.objects.update(created_at=LONG_AGO)
    Delivery.objects.update(created_at=LONG_AGO)
    connection.check_constraints()
    return Delivery.objects


def test_a_delivery_of_long_ago_is_forgotten_and_its_alert_stays(delivery):
    delivery.update(state="delivered", finished_at=LONG_AGO)
    connection.check_constraints()
    forget_old_task()
    assert not delivery.exists()
    assert Alert.objects.exists()


def test_what_still_has_to_be_delivered_is_not_forgotten(delivery):
    forget_old_task()
    assert delivery.get().state == "pending"


def test_the_audit_log_is_never_forgotten(observed):
    observed(LONG_AGO)
    before = AuditEvent.objects.count()
    make_partitions(LONG_AGO.date(), months_ahead=0)
    forget_old_task()
    assert AuditEvent.objects.count() == before
    assert f"catalog_auditevent_{LONG_AGO:%Y_%m}" in partitions("catalog_auditevent")


def test_after_months_without_a_worker_nothing_is_refused_and_the_coming_months_are_made(observed):
    make_partitions((NOW - timedelta(days=200)).date())
    observed(NOW - timedelta(days=30))  # no partition was made for it
    assert UsageSample.objects.count() == 1
    make_partitions_task()
    following = (NOW.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    assert {f"{table}_{following:%Y_%m}" for table in (SAMPLES, DELIVERIES)} <= {
        *partitions(SAMPLES),
        *partitions(DELIVERIES),
    }


@pytest.mark.parametrize(("said", "kept"), [("", 400), ("0", 0), ("31", 31), ("30", None), ("a year", None)])
def test_what_was_observed_counts_for_a_month_so_it_is_kept_for_longer(monkeypatch, said, kept):
    monkeypatch.setenv("PORTOLAN_KEEP_USAGE_DAYS", said)
    if kept is None:
        with pytest.raises(ImproperlyConfigured, match="at least 31"):
            days("PORTOLAN_KEEP_USAGE_DAYS", default=400)
    else:
        assert days("PORTOLAN_KEEP_USAGE_DAYS", default=400) == kept
