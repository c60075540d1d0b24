"""A batch is recorded once, however often it is sent, and under one key however it is spelled."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import AuditEvent
from observability.models import ObservedDependency, UsageSample

REPORTS, TOTALS = "GET /reports/{}", "GET /totals/{}"


def test_the_same_window_again_replaces_and_never_doubles(report, sample, window, stored):
    hour = window(hours=3)
    assert report(sample(count=10), **hour).json() == {"recorded": 1, "refused": []}
    report(sample(count=10), **hour)
    assert stored() == {("consumer", REPORTS): 10}
    report(sample(count=12), **hour)
    assert stored() == {("consumer", REPORTS): 12}


def test_another_window_and_another_source_are_added(report, sample, window, stored):
    hour = window(hours=3)
    report(sample(), **hour)
    report(sample(), **hour, source="mesh")
    report(sample(), **window(hours=2))
    assert stored() == {("consumer", REPORTS): 30}


def test_spellings_of_one_operation_are_added_up(report, sample, stored):
    report(
        sample(count=1),
        sample(operation="get /reports/{reportId}", count=2),
        sample(operation=REPORTS, count=3),
    )
    assert stored() == {("consumer", REPORTS): 6}


def test_first_and_last_seen_are_the_first_and_the_last_instant_of_the_windows(report, sample, window):
    late, early = window(hours=1), window(hours=30)
    for hour in (late, early):
        report(sample(), **hour)
    seen = ObservedDependency.objects.get()
    assert seen.first_seen.isoformat() == early["from"]
    assert seen.last_seen == datetime.fromisoformat(late["to"]) - timedelta(microseconds=1)


def test_what_was_called_up_to_midnight_was_last_seen_on_the_day_that_ended(report, sample):
    report(sample(), **{"from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z"})
    assert ObservedDependency.objects.get().last_seen.date() == date(2026, 3, 1)


def test_who_is_not_registered_is_recorded_by_name(report, sample, stored):
    name = "spiffe://acme/ns/legacy/sa/batch"
    assert report(sample(name)).json()["recorded"] == 1
    assert stored() == {(name, REPORTS): 10}


def test_errors_are_counted(report, sample):
    report(sample(count=10, errors=4))
    assert UsageSample.objects.get().errors == 4


def test_thousands_of_samples_cost_as_many_queries_as_one(report, sample, django_assert_num_queries):
    samples = [sample(f"caller-{i}", TOTALS, count=1) for i in range(2_500)]
    report(sample("first", TOTALS))  # what is read once and kept is read
    with CaptureQueriesContext(connection) as of_one:
        report(sample("second", TOTALS))
    with django_assert_num_queries(len(of_one)):
        assert report(*samples).json()["recorded"] == 2_500


def test_every_batch_is_one_line_in_the_audit_log(report, sample, governor):
    report(sample(), sample("other"), sample(service="nobody"))
    line = AuditEvent.objects.get(action="reported usage")
    assert (line.actor, line.stream) == (governor, "environment:production")
    assert (line.details["recorded"], line.details["refused"], line.details["source"]) == (2, 1, "default")
