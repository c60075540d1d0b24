"""Services that somebody else provides."""

import os
import subprocess
import sys

import pytest

from deploy.local.console import Failure
from deploy.local.home import ROOT
from deploy.local.network import free_port
from deploy.local.services import check_broker, check_database


def test_an_unreachable_database_is_a_clear_message_without_its_password() -> None:
    with pytest.raises(Failure, match="DATABASE_URL names cannot be used") as failure:
        check_database(f"postgresql://me:sesame@127.0.0.1:{free_port()}/catalog")
    assert "sesame" not in str(failure.value)


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_an_unreachable_broker_is_a_clear_message_without_its_password(scheme: str) -> None:
    with pytest.raises(Failure, match="BROKER_URL names cannot be used") as failure:
        check_broker(f"{scheme}://me:sesame@127.0.0.1:{free_port()}/0")
    assert "sesame" not in str(failure.value)


def test_the_ones_under_test_can_be_used() -> None:
    check_database(os.environ["DATABASE_URL"])
    check_broker(os.environ["BROKER_URL"])


def test_a_command_gets_services_and_its_exit_status_is_kept() -> None:
    without = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL"}
    }
    assert run("manage", "inspectdb", environment=without) == 0
    assert run("manage", "inspectdb", "--database", "missing", environment=without) != 0


def run(*command: str, environment: dict[str, str]) -> int:
    launcher = [sys.executable, "-m", "deploy.local.with_services", *command]
    return subprocess.run(launcher, cwd=ROOT, env=environment, check=False).returncode
