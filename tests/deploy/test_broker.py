"""The embedded Valkey."""

import subprocess

import pytest
import redis

from deploy.local.broker import Broker
from deploy.local.home import Home
from deploy.local.premises import find_premises
from deploy.local.supervisor import Supervisor


def test_it_comes_back_at_the_same_address_after_a_kill(supervisor: Supervisor, home: Home) -> None:
    broker = Broker(find_premises(home.folder))
    broker.start(supervisor)
    supervisor.kill("broker")
    broker.start(supervisor)
    with redis.Redis.from_url(broker.url) as client:
        assert client.ping()


def test_nobody_enters_without_the_password(supervisor: Supervisor, home: Home) -> None:
    broker = Broker(find_premises(home.folder))
    broker.start(supervisor)
    with redis.Redis(port=broker.port) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_its_password_is_on_no_command_line(supervisor: Supervisor, home: Home) -> None:
    broker = Broker(find_premises(home.folder))
    broker.start(supervisor)
    listed = subprocess.run(["ps", "-wweo", "args"], check=True, capture_output=True, text=True)
    assert "valkey-server" in listed.stdout
    assert broker.password not in listed.stdout
