"""`make demo` with a folder, a port and embedded servers of its own."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.local.home import ROOT, Home
from deploy.local.network import free_port

LONGEST_START = 600.0  # on a machine that has much else to do
OWN = {"PORT", "PORTOLAN_HOME", "DATABASE_URL", "BROKER_URL", "MAKELEVEL"}


class Demo:
    """A demo of its own, with embedded servers; `launcher` is what was started last."""

    launcher: "subprocess.Popen[str]"

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.port = free_port()
        environment = {name: value for name, value in os.environ.items() if name not in OWN}
        self.environment = environment | {"PORT": str(self.port), "PORTOLAN_HOME": str(folder)}

    def run(self, module: str = "demo") -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", f"deploy.local.{module}"],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        self.launcher = self.run()
        deadline = time.monotonic() + LONGEST_START
        while not self.home.published.exists():
            assert self.launcher.poll() is None, self.launcher.communicate()[0]
            if time.monotonic() > deadline:
                pytest.fail(f"the demo is never ready: {self.end()}")
            time.sleep(0.1)

    def end(self) -> str:
        """Tell it to end, wait until it has, and return what it said."""
        self.launcher.terminate()
        return self.launcher.communicate(timeout=90)[0]

    def published(self) -> dict[str, Any]:
        """What it tells scripts while it is ready."""
        published: dict[str, Any] = json.loads(self.home.published.read_text())
        return published

    def processes(self) -> list[str]:
        """The command lines of what was told of this demo's folder, or works in its servers' folder."""
        told = f"PORTOLAN_HOME={self.home.folder}\0".encode()
        servers = (self.home.folder / "servers").resolve()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it ended, or is not ours
                if told in (entry / "environ").read_bytes() or (entry / "cwd").resolve().is_relative_to(
                    servers
                ):
                    found.append((entry / "cmdline").read_text().replace("\0", " "))
        return found


@pytest.fixture(scope="session")
def seeded_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo that is ready; seeding takes minutes, so whoever ends it starts it again."""
    demo = Demo(tmp_path_factory.mktemp("demo") / "home")
    demo.start()
    yield demo
    demo.end()
    demo.home.remove()
