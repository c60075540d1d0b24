"""Somebody with a password, and a browser that tries some."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"
PASSWORD = "anchors aweigh"


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    """What a hash of a password costs is not what these tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sailor(stranger):
    stranger.set_password(PASSWORD)
    stranger.save()
    return stranger


@pytest.fixture
def sign_in():
    """Send the form, from an address, by a browser of its own unless one is given."""

    def send(password=PASSWORD, username="stranger", address=HERE, browser=None, **headers):
        form = {"username": username, "password": password}
        return (browser or Client()).post("/sign-in", form, REMOTE_ADDR=address, **headers)

    return send


@pytest.fixture
def fail(sign_in):
    """Send wrong passwords; return the last answer."""

    def send(times=5, **details):
        return [sign_in("wrong", **details) for _ in range(times)][-1]

    return send


@pytest.fixture
def later(monkeypatch):
    """Move the clock of everything, from where it stands now."""
    start = timezone.now()

    def move(**span):
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(**span))

    move(seconds=0)
    return move
