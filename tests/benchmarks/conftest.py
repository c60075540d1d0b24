"""Benchmarks: costs and ratios within one run, printed and written down, never asserted (`make bench`)."""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from deploy.local.system import BEAT, WORKER
from tests.benchmarks.processes import ROOT, Cost
from tests.plugins.live_system import LiveSystem

SIZES = [int(size) for size in os.environ.get("PORTOLAN_BENCH_SERVICES", "1000,10000").split(",")]
REPORT = Path(os.environ.get("PORTOLAN_BENCH_REPORT") or ROOT / ".cache" / "benchmarks.json")


class Figures:
    """Prints figures as they come and keeps them for the report file."""

    def __init__(self, capsys: pytest.CaptureFixture[str], kept: list[dict[str, Any]]) -> None:
        self._capsys, self._kept = capsys, kept

    def __call__(self, what: str, figure: float, unit: str) -> None:
        self._kept.append({"what": what, "figure": figure, "unit": unit})
        self.line(f"  {what:62} {figure:8.2f} {unit}")

    def costs(self, title: str, costs: dict[str, Cost | None]) -> None:
        """A table of what each took; the figures are relative to `parsing` and to the `peer`."""
        parsing, peer = costs.get("parsing"), costs.get("peer")
        self.line(f"  {title:42} {'s':>8} {'CPU s':>8} {'MiB':>8}   to parsing   to the peer (MiB)")
        for name, cost in costs.items():
            if cost is None:
                self.line(f"    {name:40} not installed")
                continue
            self._kept.append({"what": title, "who": name, **cost._asdict()})
            times = f"{cost.seconds / parsing.seconds:10.2f} x" if parsing else " " * 12
            beside = (
                f"{cost.seconds / peer.seconds:8.3f} x ({cost.megabytes / peer.megabytes:.2f} x)"
                if peer
                else ""
            )
            self.line(
                f"    {name:40} {cost.seconds:8.3f} {cost.cpu:8.3f} {cost.megabytes:8.0f} {times} {beside}"
            )

    def line(self, line: str) -> None:
        """A line without a figure of its own."""
        with self._capsys.disabled():
            print(f"\n{line}", end="", flush=True)  # noqa: T201  # the report


@pytest.fixture(scope="session")
def kept() -> Iterator[list[dict[str, Any]]]:
    figures: list[dict[str, Any]] = []
    yield figures
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=2))


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str], kept: list[dict[str, Any]]) -> Figures:
    return Figures(capsys, kept)


@dataclass
class Landscape:
    """So many services in the live system's database; `smallest` keeps what was measured at the first size."""

    live: LiveSystem
    services: int = 0
    smallest: dict[str, Any] = field(default_factory=dict)

    def grow(self, services: int) -> None:
        self.live.run("-m", "tests.benchmarks.landscape", str(self.services), str(services))
        self.services = services


@pytest.fixture(scope="session")
def ground(live_processes: LiveSystem) -> Landscape:
    """Empty. Nobody works in the background but where a benchmark starts them."""
    for part in (BEAT, WORKER):
        live_processes.kill(part)
    return Landscape(live_processes)


@pytest.fixture(scope="session", params=SIZES)
def landscape(ground: Landscape, request: pytest.FixtureRequest) -> Landscape:
    """Of each size in turn, for every benchmark that wants it."""
    started = time.perf_counter()
    ground.grow(request.param)
    print(f"\n  building {request.param} services took {time.perf_counter() - started:.0f} s")  # noqa: T201
    return ground
