"""Portolan as real processes: a web server, a worker and the scheduler, with a broker and a database of its own."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import requests
from psycopg import sql

from deploy.local.broker import Broker
from deploy.local.home import Home
from deploy.local.network import free_port
from deploy.local.premises import find_premises
from deploy.local.supervisor import Supervisor
from deploy.local.system import System

BROKER = "broker"
TIMEOUT = 30.0


class LiveSystem:
    """What a test does to it: ask over HTTP, kill parts, start them again, and wait for what should come."""

    def __init__(self, system: System, broker: Broker) -> None:
        self._system = system
        self._broker = broker
        self._missing: set[str] = set()
        self.url = system.url
        self.token = system.bootstrap_admin()

    def request(
        self, method: str, path: str, body: Any = None, *, token: str = "", **options: Any
    ) -> requests.Response:
        """One request, as the administrator unless a token says otherwise; the answer is the test's to judge."""
        headers = {"Authorization": f"Bearer {token or self.token}"} | options.pop("headers", {})
        return requests.request(
            method, f"{self.url}{path}", json=body, headers=headers, timeout=TIMEOUT, **options
        )

    def kill(self, name: str) -> None:
        """`kill -9` the web server, the worker, the scheduler or the broker, with everything it started."""
        self._system.supervisor.kill(name)
        self._missing.add(name)

    def start(self, name: str) -> None:
        """Start again what was killed, at the same address."""
        self._missing.discard(name)
        if name == BROKER:
            self._broker.start(self._system.supervisor)
        else:
            self._system.supervisor.start(self._system.programs()[name])
            self._system.wait_until_ready()

    def execute(self, statement: str, *parameters: Any) -> None:
        """Say something to its database, as the passing of time would."""
        with psycopg.connect(self._system.services["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(statement, parameters)

    def ask(self, question: str, *parameters: Any) -> Any:
        """The first value that its database answers."""
        with psycopg.connect(self._system.services["DATABASE_URL"]) as connection:
            (answer,) = connection.execute(question, parameters).fetchone() or (None,)
            return answer

    def run(self, *arguments: str) -> str:
        """Run Python beside it to its end, with its database and broker; return what it printed."""
        return self._system.run(*arguments, name="beside")

    def heal(self) -> None:
        for name in sorted(self._missing):
            self.start(name)

    def log(self, name: str) -> str:
        return self._system.supervisor.tail(name)

    def eventually(self, read: Callable[[], Any], within: float = TIMEOUT) -> Any:
        """The first true value that `read` gives; an assertion fails when none comes.

        What ended by itself meanwhile is started again, as whoever runs Portolan does: a worker that loses its broker
        at a bad moment ends with an error of its client library instead of waiting.
        """
        deadline = time.monotonic() + within
        while not (value := read()):
            self._system.supervisor.tend()
            assert time.monotonic() < deadline, f"nothing came of it in {within} s"
            time.sleep(0.1)
        return value


@contextmanager
def fresh_database() -> Iterator[str]:
    """The URL of a new, empty database on the test session's server."""
    server = os.environ["DATABASE_URL"]
    name = f"live_{secrets.token_hex(4)}"
    url = urlsplit(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlunsplit((url.scheme, url.netloc, f"/{name}", url.query, ""))
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def live_processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSystem]:
    home = Home(tmp_path_factory.mktemp("live"))
    broker = Broker(find_premises(home.folder))
    with fresh_database() as database_url, Supervisor(home.logs) as supervisor:
        broker.start(supervisor)
        services = {"DATABASE_URL": database_url, "BROKER_URL": broker.url}
        system = System(supervisor, home, free_port(), services)
        system.prepare()
        system.start()
        yield LiveSystem(system, broker)
    home.remove()


@pytest.fixture
def live_system(live_processes: LiveSystem) -> Iterator[LiveSystem]:
    """The processes are shared by the tests that drive them; each finds them whole, and names things its own way."""
    yield live_processes
    live_processes.heal()
