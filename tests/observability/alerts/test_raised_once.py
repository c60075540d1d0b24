"""An alert is raised once per key, with one delivery for each channel that it concerns."""

import threading

import pytest
from django.db import connection, transaction

from observability.actions.alerts import resolve_alert
from observability.actions.channels import put_channel
from observability.models import Alert, Delivery

URL = "https://hooks.example/alerts"


def test_a_repeat_changes_nothing_and_tells_nobody_again(channel, tell):
    first = tell("key")
    again = tell("key", title="Another title")
    assert again == first
    assert again.title == first.title
    assert Delivery.objects.count() == 1


def test_a_repeat_of_a_resolved_alert_does_not_open_it_again(channel, tell):
    tell("key")
    resolve_alert("key")
    assert tell("key").state == "resolved"
    assert Delivery.objects.count() == 1


def test_it_goes_to_the_channels_of_its_team_and_of_the_organisation(administrator, team, other_team, tell):
    put_channel(administrator, "own", {"url": URL, "team": team})
    put_channel(administrator, "others", {"url": URL, "team": other_team})
    put_channel(administrator, "everybody", {"url": URL, "team": None})
    tell()
    assert set(Delivery.objects.values_list("channel__slug", flat=True)) == {"own", "everybody"}


def test_a_disabled_channel_hears_nothing(owner, team, tell):
    put_channel(owner, "own", {"url": URL, "team": team, "enabled": False})
    tell()
    assert not Delivery.objects.exists()


def test_what_is_rolled_back_is_not_told(channel, tell):
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert not Alert.objects.exists()
    assert not Delivery.objects.exists()


def test_its_delivery_is_rung_for_when_it_is_committed(channel, tell, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as bells:
        tell("key")
        tell("key")
    assert len(bells) == 1


@pytest.mark.django_db(transaction=True)
def test_two_transactions_that_raise_the_same_key_at_once_make_one_alert_and_one_delivery(channel, tell):
    both_begun = threading.Barrier(2)
    raised = []

    def in_own_transaction():
        try:
            with transaction.atomic():
                both_begun.wait(10)
                raised.append(tell("key"))
        finally:
            connection.close()

    threads = [threading.Thread(target=in_own_transaction) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(raised) == 2
    assert len({alert.pk for alert in raised}) == 1
    assert Delivery.objects.count() == 1
