"""What every test has: services of its own, no way out of the machine, and live processes on request."""

import os
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import LazySettings
from pytest_socket import socket_allow_hosts

from deploy.celery import app

pytest_plugins = [
    "tests.plugins.api_contract",
    "tests.plugins.browser",
    "tests.plugins.cast",
    "tests.plugins.live_system",
    "tests.plugins.webhook_receiver",
]

LOOPBACK = ["127.0.0.0/8", "::1", "localhost"]
SERVICES = ("DATABASE_URL", "BROKER_URL")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share the live processes run in one test worker, so that they are started once."""
    for item in items:
        if "live_system" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.processes)
            item.add_marker(pytest.mark.xdist_group("live_system"))


def pytest_runtest_setup() -> None:
    """No connection leaves the machine except to the services under test."""
    named = [urlsplit(os.environ[name]).hostname for name in SERVICES if name in os.environ]
    socket_allow_hosts([*LOOPBACK, *filter(None, named)], allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def own_broker_database(worker_id: str) -> None:
    """Each test worker rings in a database of its own, where no other can hear it."""
    url = urlsplit(app.conf.broker_url)
    if url.scheme.startswith("redis") and worker_id.startswith("gw"):
        number = int(worker_id.removeprefix("gw")) + 1
        app.conf.broker_url = urlunsplit((url.scheme, url.netloc, f"/{number}", url.query, ""))


@pytest.fixture(autouse=True)
def no_collected_assets(settings: LazySettings) -> None:
    """Assets are found where they lie; tests collect none."""
    settings.WHITENOISE_AUTOREFRESH = True
