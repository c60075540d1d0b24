"""Benchmarks: ratios within one run, printed and never asserted (`make bench`)."""

from collections.abc import Callable

import pytest


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float, str], None]:
    def line(what: str, ratio: float, unit: str) -> None:
        with capsys.disabled():
            print(f"\n  {what:45} {ratio:8.1f} {unit}", end="")  # noqa: T201  # the report

    return line
