"""The files for CI hold to what they say: one clean shell file, and YAML that calls it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "deploy" / "ci"
CLIENT = FOLDER / "portolan"


COMMANDS = ["can-i-promote", "promote", "submit-contract", "register-release", "record-deployment"]
WITH_FILES = {"submit-contract", "register-release"}


def client(*arguments):
    return subprocess.run(["sh", str(CLIENT), *arguments], check=False, capture_output=True, text=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_what_it_takes(command):
    told = client(command, "--help")
    assert told.returncode == 0
    first, *rest = told.stdout.splitlines()
    assert first.startswith(f"usage: portolan {command} --service SLUG --")
    for option in re.findall(r"--[a-z-]+", first):
        assert any(line.startswith(f"  {option} ") for line in rest), option
    assert ("--file" in told.stdout) == (command in WITH_FILES)
    assert "exit status: 0" in rest[-1]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_given_words_says_what_it_takes(command):
    told = client(command, "scoring", "1.0.0")
    assert told.returncode == 2
    assert f"{command} takes no 'scoring', only options: --service SLUG --" in told.stderr


def test_an_option_that_is_none_is_answered_with_those_that_are():
    told = client("promote", "--colour", "red")
    assert told.returncode == 2
    assert "no option --colour; promote takes --service SLUG" in told.stderr


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


@pytest.mark.parametrize("command", COMMANDS)
def test_the_template_has_a_job_for_each_command(command):
    jobs = yaml.safe_load((FOLDER / "gitlab.yml").read_text())
    [line] = jobs[f".portolan-{command}"]["script"]
    assert line.startswith(f'sh "$PORTOLAN_CLIENT" {command}')
