"""What is installed is pinned: the same bytes everywhere, wherever they are fetched from."""

import re

import pytest

from deploy.local.home import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")


def pins(name: str) -> dict[str, str]:
    """Package → version and hashes, one entry for each requirement of the file."""
    joined = (ROOT / name).read_text().replace("\\\n", "")
    lines = [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    return {line.split("==")[0]: line.partition("==")[2] for line in lines}


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_to_its_hashes(name: str) -> None:
    assert [package for package, pin in pins(name).items() if "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("name", FILES)
def test_no_package_index_is_named(name: str) -> None:
    assert not re.search(r"https?://|index-url|find-links", (ROOT / name).read_text())


def test_developers_run_the_versions_that_everybody_runs() -> None:
    runtime, development = (pins(name) for name in FILES)
    assert {package: pin for package, pin in runtime.items() if development.get(package) != pin} == {}
