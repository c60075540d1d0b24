"""What is not taken is sent again under the same id, later and later, and given up visibly."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
# The example schedule of the Standard Webhooks specification.
WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]


@pytest.fixture
def refuse(delivery, attempt, webhook_receiver):
    """Attempt once, answered so; return how the delivery stands, and for how long it waits."""

    def run(status, **headers):
        webhook_receiver.answer(status, **headers)
        begun = timezone.now()
        stands = attempt(delivery)
        return stands, stands.due_at - begun

    return run


def test_each_wait_is_the_standards_a_little_spread(refuse):
    for number, wait in enumerate(WAITS, start=1):
        stands, waits = refuse(500)
        assert (stands.state, stands.attempts) == ("pending", number)
        assert wait <= waits <= wait * 1.1 + 10 * SECOND


def test_after_the_last_attempt_it_has_failed_and_says_why(refuse, delivery, attempt, webhook_receiver):
    for _ in range(len(WAITS)):
        refuse(500)
    stands, _ = refuse(503)
    assert (stands.state, stands.attempts, stands.last_status) == ("failed", 10, 503)
    assert stands.last_error == "The receiver answered 503 SERVICE UNAVAILABLE"
    assert stands.finished_at
    attempt(delivery)
    assert len(webhook_receiver.received) == 10


def test_every_attempt_has_the_same_id_and_body(refuse, delivery, attempt, webhook_receiver):
    refuse(500)
    refuse(429)
    attempt(delivery)
    assert len(webhook_receiver.received) == 3
    assert len({request.headers["webhook-id"] for request in webhook_receiver.received}) == 1
    assert len({request.body for request in webhook_receiver.received}) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 429, 500, 502, 503])
def test_whatever_is_no_success_is_tried_again(refuse, status):
    stands, _ = refuse(status)
    assert (stands.state, stands.last_status) == ("pending", status)


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_success_delivers(refuse, status):
    stands, _ = refuse(status)
    assert (stands.state, stands.last_error) == ("delivered", "")


def test_a_redirect_is_not_followed(refuse, webhook_receiver):
    refuse(302, location=webhook_receiver.url + "/elsewhere")
    assert len(webhook_receiver.received) == 1


def test_a_receiver_that_says_when_in_seconds_is_heard(refuse):
    _, waits = refuse(429, retry_after="120")
    assert 120 * SECOND <= waits <= 130 * SECOND


def test_a_receiver_that_says_when_as_a_date_is_heard(refuse):
    _, waits = refuse(503, retry_after=format_datetime(timezone.now() + HOUR, usegmt=True))
    assert 59 * MINUTE <= waits <= 61 * MINUTE


@pytest.mark.parametrize("value", ["99999999999999", "Fri, 31 Dec 9999 23:59:59 GMT", "9" * 5000])
def test_nobody_can_ask_for_more_than_a_day(refuse, value):
    _, waits = refuse(503, retry_after=value)
    assert waits <= 24 * HOUR + 10 * SECOND


@pytest.mark.parametrize("value", ["", "soon", "-5", "1.5", "Thu, 01 Jan 1970 00:00:00 GMT", "0"])
def test_what_is_no_time_to_come_leaves_the_schedule(refuse, value):
    _, waits = refuse(503, retry_after=value)
    assert 5 * SECOND <= waits <= 15 * SECOND


def test_one_that_cannot_be_reached_is_tried_again(delivery, channel, attempt):
    channel.url = "http://127.0.0.1:1/secret-path"
    channel.save()
    stands = attempt(delivery)
    assert (stands.state, stands.last_status) == ("pending", None)
    assert stands.last_error.startswith("The receiver cannot be reached")
    assert "secret-path" not in stands.last_error


def test_one_that_does_not_answer_in_time_is_tried_again(delivery, attempt, webhook_receiver, monkeypatch):
    monkeypatch.setattr("observability.channels.webhook.TIMEOUT", (1, 0.2))
    webhook_receiver.hold()
    stands = attempt(delivery)
    assert (stands.state, stands.last_error) == ("pending", "The receiver takes too long to answer.")
    assert len(webhook_receiver.received) == 1
