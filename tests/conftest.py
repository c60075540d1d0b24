"""What every test has: services of its own, no way out of the machine, and live processes on request."""

import os
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, settings
from pytest_socket import socket_allow_hosts
from xdist.scheduler import LoadScopeScheduling

from deploy.celery import app

# How long an example takes, or takes to be made, says how busy the machine is, and whether this is a fresh clone, in
# which Hypothesis first lists all characters; what has a budget is measured by `make bench`.
settings.register_profile("portolan", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portolan")

pytest_plugins = [
    "tests.plugins.api_contract",
    "tests.plugins.at_once",
    "tests.plugins.browser",
    "tests.plugins.cast",
    "tests.plugins.demo",
    "tests.plugins.live_system",
    "tests.plugins.webhook_receiver",
    "tests.plugins.world",
]

LOOPBACK = ["127.0.0.0/8", "::1", "localhost"]
SERVICES = ("DATABASE_URL", "BROKER_URL")
END_TO_END = "tests/end_to_end"


class ByFile(LoadScopeScheduling):
    """Hands whole files to test workers, and all end-to-end tests to one: they share the live processes."""

    def _split_scope(self, nodeid: str) -> str:
        return END_TO_END if nodeid.startswith(END_TO_END) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest start first, so that no test worker waits for them at the end."""
    for item in items:
        if item.nodeid.startswith(END_TO_END):
            item.add_marker(pytest.mark.processes)
    items.sort(key=lambda item: not item.nodeid.startswith(END_TO_END))


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
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
