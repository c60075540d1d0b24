"""Portolan itself as processes: the web server, a worker, and the scheduler of what is due."""

import contextlib
import http.client
import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from deploy.local.home import ROOT, Home
from deploy.local.network import LOOPBACK
from deploy.local.supervisor import Program, Supervisor

WEB, WORKER, BEAT = "web", "worker", "beat"


@dataclass(frozen=True)
class System:
    """One installation: its folder, its port, and where its database and broker are."""

    supervisor: Supervisor
    home: Home
    port: int
    services: Mapping[str, str]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        defaults = {"PORTOLAN_PUBLIC_URL": self.url, "PORTOLAN_ALLOW_PRIVATE_WEBHOOKS": "true"}
        own = {
            "SECRET_KEY": os.environ.get("SECRET_KEY") or self.home.secret_key(),
            "PORTOLAN_HOME": str(self.home.folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        return {**defaults, **os.environ, **own, **self.services}

    def programs(self) -> dict[str, Program]:
        web = (
            "gunicorn", "deploy.wsgi:application", "--bind", f"{LOOPBACK}:{self.port}", "--workers", "2",
            "--threads", "4", "--access-logfile", "-", "--no-control-socket",
        )  # fmt: skip
        celery = ("celery", "--app", "deploy.celery")
        worker = (
            *celery, "worker", "--concurrency", "2", "--loglevel", "INFO",
            "--without-gossip", "--without-mingle", "--without-heartbeat",
        )  # fmt: skip
        beat = (*celery, "beat", "--loglevel", "INFO", "--schedule", str(self.home.schedule), "--pidfile", "")
        return {
            WEB: self._program(WEB, web, orphaned=signal.SIGTERM),
            WORKER: self._program(WORKER, worker, orphaned=signal.SIGKILL),  # else it waits for its broker
            BEAT: self._program(BEAT, beat, orphaned=signal.SIGTERM),
        }

    def _program(self, name: str, command: tuple[str, ...], orphaned: signal.Signals) -> Program:
        return Program(name, (sys.executable, "-m", *command), self.environment, orphaned=orphaned)

    def prepare(self) -> None:
        self.manage("migrate", "--no-input", "--verbosity", "1")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def bootstrap_admin(self) -> str:
        """Make an administrator, or find the one there is, and return a token of theirs."""
        return self.manage("bootstrap_admin").strip()

    def apply_policies(self) -> None:
        """Apply the library of built-in policies; one that is known keeps its enforcement."""
        self.manage("apply_policies", "--builtin")

    def seed(self, token: str, on_line: Callable[[str], None]) -> None:
        """Register the demo landscape through the public API, and write what it made to `home.landscape`.

        The token travels in the environment, since a command line is everybody's to read; the file gets its
        name last, since it says that seeding came to its end.
        """
        unfinished = self.home.landscape.with_suffix(".unfinished")
        arguments = ("-m", "deploy.demo.seed", "--url", self.url, "--out", str(unfinished))
        self.run(*arguments, name="seed", variables={"PORTOLAN_TOKEN": token}, on_line=on_line)
        unfinished.replace(self.home.landscape)

    def start(self) -> None:
        for program in self.programs().values():
            self.supervisor.start(program)
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        self.supervisor.wait_until(
            lambda: self.status_of("/readyz") == http.HTTPStatus.OK, "the web server is not ready"
        )

    def manage(self, command: str, *arguments: str) -> str:
        return self.run(str(ROOT / "manage.py"), command, *arguments, name=command)

    def run(
        self,
        *arguments: str,
        name: str,
        variables: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> str:
        """Run Python to its end and return what it printed. Raises Failure."""
        environment = self.environment | dict(variables or {})
        return self.supervisor.run(Program(name, (sys.executable, *arguments), environment), on_line)

    def status_of(self, path: str, token: str = "") -> int | None:
        """The HTTP status of a GET, or None where nothing answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", path, headers=headers)
            return connection.getresponse().status
        return None
