"""The command does not collect garbage, since its process ends with it; a program that calls it still does."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import ManagementUtility

CONTRACT = "openapi: 3.0.3\ninfo: {title: Orders, version: '1'}\npaths: {}\n"
AT_THE_END = """
import atexit, gc, os, sys
atexit.register(lambda: print("on" if gc.isenabled() or not gc.get_freeze_count() else "off"))
from django.core.management import execute_from_command_line
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
execute_from_command_line(sys.argv)
"""


@pytest.fixture
def contract(tmp_path: Path) -> str:
    file = tmp_path / "contract.yaml"
    file.write_text(CONTRACT)
    return str(file)


def test_the_process_that_was_started_for_a_comparison_never_collects(contract: str) -> None:
    program = [sys.executable, "-c", AT_THE_END, "compare_contracts", contract, contract]
    ended = subprocess.run(program, capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "off"


def test_a_program_that_calls_the_command_keeps_its_collector(contract: str) -> None:
    ManagementUtility(["manage.py", "compare_contracts", contract, contract]).execute()

    assert gc.isenabled()
