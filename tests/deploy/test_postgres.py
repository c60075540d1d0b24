"""The embedded PostgreSQL: safe by default, and hard to break."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from deploy.local.home import ROOT, Home
from deploy.local.postgres import start_postgres
from deploy.local.premises import Premises, find_premises
from deploy.local.supervisor import Supervisor


def start(supervisor: Supervisor, home: Home) -> str:
    return start_postgres(supervisor, find_premises(home.folder), durable=False)


def data_folder(home: Home) -> Path:
    return find_premises(home.folder).folder / "postgres" / "data"


def test_it_keeps_its_data_when_it_is_started_again(home: Home) -> None:
    with Supervisor(home.logs) as supervisor, psycopg.connect(start(supervisor, home)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with Supervisor(home.logs) as supervisor, psycopg.connect(start(supervisor, home)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_portolan_is_no_superuser_and_still_has_what_it_needs(supervisor: Supervisor, home: Home) -> None:
    with psycopg.connect(start(supervisor, home), autocommit=True) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE DATABASE test_portolan")
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
        assert connection.execute("SELECT lower('ÄÉ')").fetchone() == ("äé",)


def test_nobody_enters_without_the_password(supervisor: Supervisor, home: Home) -> None:
    url = start(supervisor, home)
    address = url.partition("@")[2]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://portolan@{address}", passfile="/dev/null")


def test_a_lock_left_by_a_process_id_that_is_now_anothers_is_no_obstacle(home: Home) -> None:
    with Supervisor(home.logs) as supervisor:
        start(supervisor, home)
    (data_folder(home) / "postmaster.pid").write_text(f"{os.getppid()}\n{data_folder(home)}\n")
    with Supervisor(home.logs) as supervisor:
        start(supervisor, home)
    os.kill(os.getppid(), 0)  # and that other process lives


def test_it_ends_with_its_launcher_and_starts_again_at_once(home: Home) -> None:
    code = (
        "import sys, time; from pathlib import Path; from deploy.local.postgres import start_postgres\n"
        "from deploy.local.premises import find_premises; from deploy.local.supervisor import Supervisor\n"
        "home = Path(sys.argv[1])\n"
        "with Supervisor(home / 'logs') as s: print(start_postgres(s, find_premises(home)), flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen(
        [sys.executable, "-c", code, str(home.folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with launcher:
        assert launcher.stdout is not None
        url = launcher.stdout.readline().strip()
        launcher.send_signal(signal.SIGKILL)
    with Supervisor(home.logs) as supervisor:
        start(supervisor, home)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_a_first_start_cut_short_is_made_again(home: Home) -> None:
    premises = find_premises(home.folder)
    unfinished = premises.room("postgres") / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    with Supervisor(home.logs) as supervisor:
        start(supervisor, home)
    assert not unfinished.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts servers as another account")
def test_started_by_root_in_a_closed_folder_its_data_stands_where_its_account_can_go(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = Home(closed / "home")
    home.folder.mkdir()
    with Supervisor(home.logs) as supervisor:
        start(supervisor, home)
        server: Premises = find_premises(home.folder)
        assert (server.folder / "postgres" / "data").owner() == "nobody"
    assert closed.stat().st_mode & 0o777 == 0o700
    home.remove()
    assert not server.folder.exists()
