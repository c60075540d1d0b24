"""A worker process as the process that asks holds it: asked, timed, and ended.

What it runs is hostile: it may take all time and memory, and may bring its process down.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

_ROOT = Path(__file__).parents[3]
_ENVIRONMENT = ("PATH", "LANG", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME")
"""What Python may need to start. No credential of this process is handed to one that runs what strangers wrote."""
_STARTING = 60.0
_OUT_OF_BOUNDS = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGKILL}
"""How a process ends that the system, or its own stack, has no more room for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of computing for one answer, and `patience` to wait for it; `memory` in bytes, of the whole worker."""

    seconds: float
    patience: float
    memory: int


class WorkerLostError(Exception):
    """The worker is no more; says what its work did, as in "takes more than 1 seconds of computing"."""


class WorkersUnavailableError(RuntimeError):
    """No worker can be started on this machine."""


class Worker:
    """One process that runs a module, which calls `serve`. After WorkerLostError it is of no use any more.

    Making one raises WorkersUnavailableError.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        self._limits = limits
        self._process = _started(module, limits)
        self._input = cast("IO[bytes]", self._process.stdin)
        self._output = cast("IO[bytes]", self._process.stdout)
        self._ready = select.poll()
        self._ready.register(self._output, select.POLLIN)
        self._lines, self._rest = deque[bytes](), b""
        try:
            self._line(_STARTING)
        except WorkerLostError as error:
            self.close()
            code = self._process.returncode
            raise WorkersUnavailableError(f"No worker can be started: {module} ended with {code}") from error

    def ask(self, request: dict[str, Any], answers: int) -> Iterator[Any]:
        """As many answers, as they come. Raises WorkerLostError."""
        try:
            self._input.write(json.dumps(request).encode() + b"\n")
            self._input.flush()
        except OSError as error:
            raise self._lost() from error
        for _ in range(answers):
            answer = json.loads(self._line(self._limits.patience))
            if isinstance(answer, dict) and "failed" in answer:
                raise WorkerLostError(f"failed by a defect of Portolan: {answer['failed']}")
            yield answer

    @property
    def is_alive(self) -> bool:
        """Whether it has not been ended by somebody else, while it had nothing to do."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._output.close()
        with suppress(BrokenPipeError):  # what was still to be written has no reader any more
            self._input.close()

    def _line(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        while not self._lines:
            if not self._ready.poll(max(0.0, until - time.monotonic()) * 1000):
                raise WorkerLostError(f"gave no answer within {seconds:g} seconds")
            chunk = os.read(self._output.fileno(), 1 << 20)
            if not chunk:
                raise self._lost()
            *lines, self._rest = (self._rest + chunk).split(b"\n")
            self._lines.extend(lines)
        return self._lines.popleft()

    def _lost(self) -> WorkerLostError:
        self._process.kill()
        code = self._process.wait()
        if code == -signal.SIGPROF:
            return WorkerLostError(f"takes more than {self._limits.seconds:g} seconds of computing")
        if code not in _OUT_OF_BOUNDS:
            return WorkerLostError(f"was lost with its worker, which ended with {code} and did not say why")
        megabytes = self._limits.memory >> 20
        return WorkerLostError(f"needs more than {megabytes} megabytes of memory, or nests too deeply")


def _started(module: str, limits: Limits) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603  # itself, with numbers
            [sys.executable, "-m", module, str(limits.seconds), str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        )
    except OSError as error:  # no memory, too many processes or open files
        raise WorkersUnavailableError(f"No worker can be started: {error}") from error
