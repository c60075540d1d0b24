"""Tests reach the services under test and nothing else."""

import socket

import pytest
import requests


def test_no_connection_leaves_the_machine() -> None:
    with socket.socket() as outgoing, pytest.raises(UserWarning, match=r"192\.0\.2\.1"):
        outgoing.connect(("192.0.2.1", 80))


def test_a_receiver_answers_as_it_was_told_and_keeps_what_it_was_sent(webhook_receiver) -> None:
    webhook_receiver.answer(429, retry_after="2")
    answers = [requests.post(webhook_receiver.url, data=b'{"n": 1}', timeout=5) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [429, 204]
    assert answers[0].headers["Retry-After"] == "2"
    assert [received.event for received in webhook_receiver.wait_for(2)] == [{"n": 1}, {"n": 1}]
