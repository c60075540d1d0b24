"""Folders and programs to try the launchers with."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.home import Home
from deploy.local.supervisor import Program, Supervisor


@pytest.fixture
def home() -> Iterator[Home]:
    """A folder that the servers' account can reach, as PORTOLAN_HOME is made."""
    folder = Path(tempfile.mkdtemp(prefix="portolan-test-"))
    folder.chmod(0o711)
    yield Home(folder)
    Home(folder).remove()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def supervisor(home: Home) -> Iterator[Supervisor]:
    with Supervisor(home.logs) as supervisor:
        yield supervisor


@pytest.fixture
def python_program() -> Callable[[str, str], Program]:
    """`python_program("name", "print(1)")` is a program that runs this Python."""
    return lambda name, code: Program(name, (sys.executable, "-u", "-c", code), {})
