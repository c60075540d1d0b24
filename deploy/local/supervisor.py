"""Start programs, notice when one dies, and leave none behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from deploy.local.console import Failure, say

TETHER = Path(__file__).with_name("tether.py")
GRACE = 10.0  # seconds between asking a program to end and ending it
LONGEST_BACK_OFF = 30.0
STEADY_AFTER = 60.0  # a program that ran this long had not been failing
LARGEST_LOG = 10 * 2**20


@dataclass(frozen=True)
class Program:
    """A command that runs until it is told to end.

    `stop` asks it to end in an orderly way; `orphaned` is what it is sent when the supervisor is killed.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    stop: signal.Signals = signal.SIGTERM
    orphaned: signal.Signals = signal.SIGTERM
    user: str | None = None


@dataclass
class Running:
    program: Program
    process: "subprocess.Popen[bytes]"
    started: float = field(default_factory=time.monotonic)
    failures: int = 0
    retry_at: float | None = None

    @property
    def alive(self) -> bool:
        """Looks without reaping: until then no other process can be given its id, and be hit in its place."""
        if self.process.returncode is not None:
            return False
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


class Supervisor:
    """Holds programs in the order in which they were started, and ends them in the opposite one.

    Each runs in a session of its own, so that a Ctrl-C at the terminal reaches the supervisor alone and
    the programs end in order. Their output is in `logs`, one file each.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._running: dict[str, Running] = {}

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in reversed(list(self._running)):
            self.stop(name)

    def start(self, program: Program) -> None:
        self._running[program.name] = Running(program, self._spawn(program))

    def stop(self, name: str) -> None:
        """End a program in order if it can, by force if it must; nothing happens to one that has ended."""
        running = self._running.pop(name)
        if running.alive:
            os.kill(running.process.pid, running.program.stop)
        deadline = time.monotonic() + GRACE
        while running.alive and time.monotonic() < deadline:
            time.sleep(0.02)
        _end_group(running.process)

    def kill(self, name: str) -> None:
        """End a program and all that it started without warning, as a crash of the machine would."""
        _end_group(self._running.pop(name).process)

    def wait_until(self, ready: Callable[[], bool], what: str, *, within: float = 60.0) -> None:
        """Poll until ready. Raises Failure when the time is over or a program dies first."""
        deadline = time.monotonic() + within
        while not ready():
            for running in self._running.values():
                if not running.alive:
                    raise Failure(
                        f"{running.program.name} ended while starting:\n{self.tail(running.program.name)}"
                    )
            if time.monotonic() > deadline:
                raise Failure(f"{what} after {within:.0f} seconds; see {self.logs}")
            time.sleep(0.05)

    def watch(self) -> NoReturn:
        """Keep everything running until a signal ends the supervisor."""
        while True:
            self.tend()
            time.sleep(0.5)

    def tend(self) -> None:
        """Start again what died: the first time soon, later and later if it keeps dying."""
        for running in self._running.values():
            if not running.alive:
                self._revive(running)

    def run(self, program: Program, on_line: Callable[[str], None] | None = None) -> str:
        """Run a program to its end and return what it printed, each line told to `on_line` as it comes.

        Its errors are in the logs. Raises Failure with the last of them when it fails.
        """
        process = self._spawn(program, subprocess.PIPE)
        printed: list[str] = []
        with process:
            try:
                for raw in process.stdout or ():
                    printed.append(raw.decode(errors="replace").rstrip("\n"))
                    if on_line:
                        on_line(printed[-1])
                status = process.wait()
            finally:
                _end_group(process)
        if status != 0:
            raise Failure(f"{program.name} failed:\n{self.tail(program.name)}")
        return "\n".join(printed)

    def tail(self, name: str, lines: int = 30) -> str:
        return "\n".join(self._log(name).read_text(errors="replace").splitlines()[-lines:])

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _spawn(self, program: Program, stdout: int | None = None) -> "subprocess.Popen[bytes]":
        log = self._log(program.name)
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603  # commands are this package's own
                tethered(program), env=program.environment, start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=stdout or output, stderr=output,
            )  # fmt: skip

    def _revive(self, running: Running) -> None:
        now = time.monotonic()
        if running.retry_at is None:
            _end_group(running.process)
            steady = now - running.started > STEADY_AFTER
            running.failures = 0 if steady else running.failures + 1
            delay = min(2.0**running.failures, LONGEST_BACK_OFF)
            running.retry_at = now + delay
            name, ending = running.program.name, _ending(running.process)
            say(f"{name} ended unexpectedly ({ending}); again in {delay:.0f} s, see {self._log(name)}")
        elif now >= running.retry_at:
            running.process = self._spawn(running.program)
            running.started, running.retry_at = now, None


def tethered(program: Program) -> tuple[str, ...]:
    tether = (sys.executable, "-ISs", str(TETHER), str(os.getpid()), str(int(program.orphaned)))
    return (*tether, program.user or "-", *program.command)


def _ending(process: "subprocess.Popen[bytes]") -> str:
    status = process.returncode
    return signal.Signals(-status).name if status < 0 else f"exit status {status}"


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Kill whatever is left of a program and of what it started in its session, and reap it."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
