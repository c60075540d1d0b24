"""Benchmarks: ratios within one run, printed and never asserted (`make bench`)."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 3


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float, str], None]:
    def line(what: str, ratio: float, unit: str) -> None:
        with capsys.disabled():
            print(f"\n  {what:60} {ratio:8.2f} {unit}", end="")  # noqa: T201  # the report

    return line


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a whole process: seconds from its start to its end, and the most memory that it held, in MiB."""

    seconds: float
    memory: float


@pytest.fixture
def cost() -> Callable[..., Cost]:
    """Runs a command some times and answers the cost of the cheapest run: the others measure other work."""

    def measured(*command: str | Path) -> Cost:
        runs = [_run([str(part) for part in command]) for _ in range(ROUNDS)]
        return Cost(min(run.seconds for run in runs), min(run.memory for run in runs))

    return measured


def _run(command: list[str]) -> Cost:
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), errors.decode()[-2000:]  # 1: the peer has found something
    return Cost(time.perf_counter() - started, usage.ru_maxrss / 1024)
