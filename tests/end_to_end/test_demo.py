"""`make demo`, as a person or a script runs it."""

import json
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tests.plugins.demo import Demo, end


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path / "home")
    yield demo
    demo.home.remove()


def test_it_starts_once_and_resumes_and_leaves_nothing_running(demo: Demo) -> None:
    with demo.start() as launcher:
        published = json.loads(demo.home.published.read_text())
        assert demo.home.published.stat().st_mode & 0o777 == 0o600
        assert services_seen(published) > 0
        said = end(launcher)
    assert launcher.returncode == 0
    assert f"Portolan is ready at {published['url']}" in said
    assert demo.processes() == []
    assert not demo.home.published.exists()

    seeded = demo.home.landscape.stat().st_mtime_ns
    with demo.start() as launcher:
        assert services_seen(json.loads(demo.home.published.read_text())) > 0
        assert demo.home.landscape.stat().st_mtime_ns == seeded
        refused = demo.run().communicate(timeout=30)[0]
        assert f"Port {demo.port} is taken" in refused

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
        wait_until(lambda: "deploy.wsgi" in " ".join(demo.processes()))
        end(launcher, signal.SIGKILL)
    wait_until(lambda: not demo.processes())


def wait_until(done: Callable[[], bool], within: float = 90.0) -> None:
    deadline = time.monotonic() + within
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.1)
