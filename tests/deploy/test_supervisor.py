"""Programs are started, watched, and never left behind."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.local.console import Failure
from deploy.local.home import Home
from deploy.local.supervisor import Program, Supervisor

Maker = Callable[[str, str], Program]
SLEEP = "import time; time.sleep(60)"


def is_alive(process: int) -> bool:
    """A process that has ended and is not collected yet does not count."""
    try:
        return "State:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def recorded(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def record(file: Path, then: str = SLEEP) -> str:
    return f"import os; print(os.getpid(), file=open({str(file)!r}, 'a'), flush=True); {then}"


def test_programs_end_in_the_opposite_order(home: Home, python_program: Maker, tmp_path: Path) -> None:
    file = tmp_path / "endings"
    code = "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(open({0!r}, 'a').write('{1} ')))\n"
    code += "print('up', flush=True)\n" + SLEEP
    with Supervisor(home.logs) as supervisor:
        for name in ("server", "client"):
            supervisor.start(python_program(name, code.format(str(file), name)))
            supervisor.wait_until(lambda name=name: "up" in supervisor.tail(name), f"{name} is not up")
    assert file.read_text() == "client server "


def test_what_a_program_started_ends_with_it(home: Home, python_program: Maker, tmp_path: Path) -> None:
    file = tmp_path / "pids"
    code = f"import os, time; os.fork(); {record(file)}"
    with Supervisor(home.logs) as supervisor:
        supervisor.start(python_program("parent", code))
        supervisor.wait_until(lambda: len(recorded(file)) == 2, "the two are not up")
        supervisor.kill("parent")
        time.sleep(0.2)
        assert not any(map(is_alive, recorded(file)))


def test_a_program_that_dies_while_starting_is_reported_with_its_last_words(
    supervisor: Supervisor, python_program: Maker
) -> None:
    supervisor.start(python_program("doomed", "raise SystemExit('no such harbour')"))
    with pytest.raises(Failure, match="doomed ended while starting:\nno such harbour"):
        supervisor.wait_until(lambda: False, "it is never ready")


def test_what_is_never_ready_is_given_up(supervisor: Supervisor) -> None:
    with pytest.raises(Failure, match="the sea is not calm after 0 seconds"):
        supervisor.wait_until(lambda: False, "the sea is not calm", within=0.1)


def test_a_step_tells_each_line_as_it_comes_and_returns_them(
    supervisor: Supervisor, python_program: Maker
) -> None:
    told: list[str] = []
    assert supervisor.run(python_program("step", "print('one'); print('two')"), told.append) == "one\ntwo"
    assert told == ["one", "two"]


def test_a_step_that_fails_says_why(supervisor: Supervisor, python_program: Maker) -> None:
    with pytest.raises(Failure, match="step failed:\nthe harbour is closed"):
        supervisor.run(python_program("step", "raise SystemExit('the harbour is closed')"))


def test_a_program_that_dies_is_started_again(
    supervisor: Supervisor, python_program: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pids"
    supervisor.start(python_program("fragile", record(file)))
    supervisor.wait_until(lambda: len(recorded(file)) == 1, "it is not up")
    os.kill(recorded(file)[0], signal.SIGKILL)
    deadline = time.monotonic() + 10
    while len(recorded(file)) < 2 and time.monotonic() < deadline:
        supervisor.tend()
        time.sleep(0.1)
    assert is_alive(recorded(file)[1])
    assert "fragile ended unexpectedly (SIGKILL)" in capsys.readouterr().out
