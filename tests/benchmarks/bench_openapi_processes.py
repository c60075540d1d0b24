"""What one comparison costs as a whole process, beside merely parsing both documents and beside the peer."""

from pathlib import Path

import orjson
import pytest

from tests.benchmarks.documents import github, landscape, with_one_operation_changed
from tests.benchmarks.processes import (
    COMPARE,
    IMPORT_ENGINE,
    IMPORT_PARSER,
    NOTHING,
    PARSE,
    Cost,
    peer,
    python,
)


def costs(previous: Path, current: Path) -> dict[str, Cost | None]:
    return {
        "parsing": python(PARSE, previous, current),
        "engine": python(COMPARE, previous, current),
        "peer": peer(previous, current),
    }


def bench_starting(report) -> None:
    programs = {
        "python": NOTHING,
        "python with the parser": IMPORT_PARSER,
        "python with the engine": IMPORT_ENGINE,
    }
    report.costs("Starting", {name: python(program) for name, program in programs.items()})


@pytest.mark.skipif(not github(), reason="PORTOLAN_GITHUB_DESCRIPTIONS names no folder with both")
def bench_two_versions_of_a_large_api(report) -> None:
    report.costs("GitHub's 11 MB against 13 MB", costs(*github()))


def bench_one_operation_changed_in_a_large_api(report, tmp_path: Path) -> None:
    previous, current = tmp_path / "previous.json", tmp_path / "current.json"
    text = (
        github()[-1].read_bytes()
        if github()
        else orjson.dumps(landscape(13_000, 5_200), option=orjson.OPT_INDENT_2)
    )
    previous.write_bytes(text)
    current.write_bytes(with_one_operation_changed(orjson.loads(text)))
    title = f"One operation changed, {len(text) / 1e6:.0f} MB {'of GitHub' if github() else 'made'}"
    report.costs(title, costs(previous, current))
