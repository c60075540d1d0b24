"""`make demo` with a folder, a port and embedded servers of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.local.home import ROOT, Home
from deploy.local.network import free_port

LONGEST_START = 600.0  # on a machine that has much else to do
OWN = {"PORT", "PORTOLAN_HOME", "DATABASE_URL", "BROKER_URL", "MAKELEVEL"}


class Demo:
    """A demo of its own, with embedded servers."""

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

    def start(self) -> "subprocess.Popen[str]":
        launcher = self.run()
        deadline = time.monotonic() + LONGEST_START
        while not self.home.published.exists():
            assert launcher.poll() is None, launcher.communicate()[0]
            if time.monotonic() > deadline:
                pytest.fail(f"the demo is never ready: {end(launcher)}")
            time.sleep(0.1)
        return launcher

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


def end(launcher: "subprocess.Popen[str]", how: signal.Signals = signal.SIGTERM) -> str:
    launcher.send_signal(how)
    return launcher.communicate(timeout=90)[0]
