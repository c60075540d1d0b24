"""A receiver that never comes to an end holds no worker."""

import signal
import socket
import threading
import time
from contextlib import suppress

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from observability.actions.channels import put_channel
from observability.actions.deliveries import LEASE
from observability.models import Delivery
from observability.tasks import attempt_delivery_task

HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def answering(owner, team, tell, settings):
    """A delivery to a receiver that answers with a beginning, and then with the same bytes again and again."""
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = True
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve(beginning, again):
            with suppress(OSError), server.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(beginning)
                while not stopped.is_set():
                    connection.sendall(again)
                    time.sleep(0.01)

        def begin(beginning, again) -> Delivery:
            threading.Thread(target=serve, args=(beginning, again), daemon=True).start()
            url = f"http://127.0.0.1:{server.getsockname()[1]}/"
            put_channel(owner, "hostile", {"url": url, "team": team})
            return Delivery.objects.get(alert=tell())

        yield begin
        stopped.set()


def test_an_answer_without_end_is_not_read(answering, attempt):
    stands = attempt(answering(HEAD + b"Content-Length: 999999999\r\n\r\n", b"x" * 65536))
    assert (stands.state, stands.last_status) == ("delivered", 200)


def test_an_answer_that_comes_byte_by_byte_is_given_up_at_the_time_limit_of_its_task(answering, attempt):
    delivery = answering(HEAD + b"X-Slow: ", b"x")

    def time_is_up(*_):  # as Celery's own handler does
        raise SoftTimeLimitExceeded

    previous = signal.signal(signal.SIGALRM, time_is_up)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        stands = attempt(delivery)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
    assert (stands.state, stands.attempts) == ("pending", 1)
    assert stands.last_error == "The receiver takes too long to answer."


def test_its_time_limit_ends_before_its_claim_lapses():
    assert attempt_delivery_task.soft_time_limit < LEASE.total_seconds()


@pytest.mark.parametrize(
    "answer", [b"", b"\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 200]
)
def test_what_is_no_http_is_a_failure_that_is_tried_again(answering, attempt, answer):
    stands = attempt(answering(answer, b"\xff" * 70_000))
    assert (stands.state, stands.attempts) == ("pending", 1)
    assert stands.last_error
