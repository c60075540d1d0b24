"""The files for CI hold to what they say: one clean shell file, and YAML that calls it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "deploy" / "ci"
CLIENT = FOLDER / "portolan"


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="no shellcheck on this machine")
def test_the_client_is_clean():
    checked = subprocess.run(["shellcheck", str(CLIENT)], check=False, capture_output=True, text=True)
    assert checked.stdout == ""


def test_the_action_hands_its_inputs_over_in_the_environment():
    action = yaml.safe_load((FOLDER / "action.yml").read_text())
    [step] = action["runs"]["steps"]
    assert "${{" not in step["run"]
    used = {name for value in step["env"].values() for name in re.findall(r"inputs\.([a-z-]+)", value)}
    assert used == set(action["inputs"])


@pytest.mark.parametrize("command", ["can-i-promote", "promote", "register-release", "record-deployment"])
def test_the_template_has_a_job_for_each_command(command):
    jobs = yaml.safe_load((FOLDER / "gitlab.yml").read_text())
    [line] = jobs[f".portolan-{command}"]["script"]
    assert line.startswith(f'sh "$PORTOLAN_CLIENT" {command}')
