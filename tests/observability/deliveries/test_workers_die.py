"""A worker that dies at any instant costs time and never an alert; a delivery done twice changes nothing."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from observability.actions import deliveries
from observability.actions.deliveries import attempt_delivery, sweep_deliveries
from observability.channels.webhook import send
from observability.models import Delivery


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs."""


def die_before_sending(*_):
    raise Killed


def die_after_sending(*message):
    send(*message)
    raise Killed


@pytest.fixture
def die(delivery, monkeypatch):
    """Attempt the delivery with a worker that dies so; return the delivery as it leaves it."""

    def run(how) -> Delivery:
        with monkeypatch.context() as patched:
            patched.setattr(deliveries, "send", how)
            with pytest.raises(Killed):
                attempt_delivery(delivery.id)
        return Delivery.objects.get(id=delivery.id)

    return run


def lapse(delivery):
    """Let the time of the claim run out."""
    Delivery.objects.filter(id=delivery.id).update(due_at=timezone.now())


@pytest.mark.parametrize(("how", "sends"), [(die_before_sending, 1), (die_after_sending, 2)])
def test_what_it_left_is_found_and_sent_under_the_same_id(die, webhook_receiver, how, sends):
    left = die(how)
    lapse(left)
    assert sweep_deliveries() == [left.id]
    attempt_delivery(left.id)
    assert Delivery.objects.get().state == "delivered"
    assert len(webhook_receiver.received) == sends
    assert len({request.headers["webhook-id"] for request in webhook_receiver.received}) == 1


def test_its_death_costs_none_of_the_attempts(die):
    for _ in range(20):
        lapse(die(die_before_sending))
    assert Delivery.objects.get().attempts == 0


def test_until_its_claim_lapses_nobody_else_sends(die, webhook_receiver):
    left = die(die_before_sending)
    assert left.state == "sending"
    assert left.due_at > timezone.now() + timedelta(seconds=deliveries.TIME_LIMIT)
    attempt_delivery(left.id)
    assert sweep_deliveries() == []
    assert webhook_receiver.received == []


def test_a_worker_that_comes_back_late_overwrites_nothing(delivery, webhook_receiver, monkeypatch):
    def be_overtaken(*message):
        monkeypatch.undo()
        lapse(delivery)
        attempt_delivery(delivery.id)
        webhook_receiver.answer(500)
        return send(*message)

    monkeypatch.setattr(deliveries, "send", be_overtaken)
    attempt_delivery(delivery.id)
    stands = Delivery.objects.get()
    assert (stands.state, stands.attempts) == ("delivered", 1)


def test_a_delivery_done_twice_is_sent_once(delivery, webhook_receiver):
    attempt_delivery(delivery.id)
    attempt_delivery(delivery.id)
    assert len(webhook_receiver.received) == 1


def test_a_bell_for_what_is_not_there_changes_nothing(db):
    attempt_delivery(4711)


def test_what_is_not_due_yet_is_neither_rung_for_nor_sent(delivery, webhook_receiver):
    Delivery.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    assert sweep_deliveries() == []
    attempt_delivery(delivery.id)
    assert webhook_receiver.received == []


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_sends(delivery, webhook_receiver):
    both_begun = threading.Barrier(2)

    def work():
        try:
            both_begun.wait(10)
            attempt_delivery(delivery.id)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(webhook_receiver.received) == 1
    assert Delivery.objects.get().state == "delivered"
