"""`make demo`, as a person or a script runs it."""

import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.plugins.demo import Demo


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """One that was never started."""
    demo = Demo(tmp_path / "home")
    yield demo
    demo.home.remove()


def test_it_ends_leaving_nothing_running_and_goes_on_from_there(seeded_demo: Demo) -> None:
    url = seeded_demo.published()["url"]
    assert seeded_demo.home.published.stat().st_mode & 0o777 == 0o600
    seeded = seeded_demo.home.landscape.stat().st_mtime_ns

    said = seeded_demo.end()
    assert seeded_demo.launcher.returncode == 0
    assert f"Portolan is ready at {url}" in said
    assert seeded_demo.processes() == []
    assert not seeded_demo.home.published.exists()

    seeded_demo.start()
    assert services_seen(seeded_demo.published()) > 0
    assert seeded_demo.home.landscape.stat().st_mtime_ns == seeded
    refused = seeded_demo.run().communicate(timeout=30)[0]
    assert f"Port {seeded_demo.port} is taken" in refused


def test_a_reset_ends_it_and_removes_what_it_kept(demo: Demo) -> None:
    with demo.run() as launcher:
        wait_until(lambda: serves(demo))
        with demo.run("reset") as reset:
            assert reset.wait(90) == 0
        assert launcher.wait(30) == 0
        launcher.communicate()
    assert demo.processes() == []
    assert not demo.home.folder.exists()


def services_seen(published: dict[str, str]) -> int:
    headers = {"Authorization": f"Bearer {published['token']}"}
    answer = requests.get(f"{published['url']}/api/v1/services", headers=headers, timeout=30)
    assert answer.status_code == requests.codes.ok
    return len(answer.json()["results"])


def test_a_taken_port_is_said_before_anything_is_started(demo: Demo) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", demo.port))
        squatter.listen()
        said = demo.run().communicate(timeout=30)[0]
    assert f"Port {demo.port} is taken" in said
    assert not demo.home.folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_a_killed_launcher_leaves_nothing_running(demo: Demo) -> None:
    with demo.run() as launcher:
        wait_until(lambda: serves(demo))
        launcher.kill()
        launcher.communicate(timeout=90)
    wait_until(lambda: not demo.processes())


def serves(demo: Demo) -> bool:
    """Has everything been started?"""
    return "deploy.wsgi" in " ".join(demo.processes())


def wait_until(done: Callable[[], bool], within: float = 90.0) -> None:
    deadline = time.monotonic() + within
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.1)
