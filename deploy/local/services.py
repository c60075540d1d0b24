"""The database and the broker: the ones that the environment names, or embedded ones."""

import os

import psycopg
from kombu import Connection
from kombu.exceptions import OperationalError

from deploy.local.broker import Broker
from deploy.local.console import Failure, say
from deploy.local.home import Home
from deploy.local.postgres import start_postgres
from deploy.local.premises import find_premises
from deploy.local.supervisor import Supervisor

OLDEST_POSTGRES = 15
TIMEOUT = 5  # seconds


def provide_services(supervisor: Supervisor, home: Home, *, durable: bool = True) -> dict[str, str]:
    """Check or start both, and return the variables that tell settings where they are. Raises Failure."""
    return {
        "DATABASE_URL": _database(supervisor, home, durable=durable),
        "BROKER_URL": _broker(supervisor, home),
    }


def _database(supervisor: Supervisor, home: Home, *, durable: bool) -> str:
    if url := os.environ.get("DATABASE_URL"):
        say("Database: the one that DATABASE_URL names")
        check_database(url)
        return url
    say("Database: an embedded PostgreSQL")
    return start_postgres(supervisor, find_premises(home.folder), durable=durable)


def _broker(supervisor: Supervisor, home: Home) -> str:
    if url := os.environ.get("BROKER_URL"):
        say("Broker: the one that BROKER_URL names")
        check_broker(url)
        return url
    say("Broker: an embedded Valkey")
    broker = Broker(find_premises(home.folder))
    broker.start(supervisor)
    return broker.url


def check_database(url: str) -> None:
    """Raises Failure where nothing answers, or too old a PostgreSQL; a password is not repeated."""
    try:
        with psycopg.connect(url, connect_timeout=TIMEOUT) as connection:
            major = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise Failure(f"The database that DATABASE_URL names cannot be used: {error}") from None
    if major < OLDEST_POSTGRES:
        raise Failure(f"DATABASE_URL names a PostgreSQL {major}; Portolan needs {OLDEST_POSTGRES} or later.")


def check_broker(url: str) -> None:
    """Raises Failure where nothing answers."""
    try:
        with Connection(url, connect_timeout=TIMEOUT) as connection:
            connection.ensure_connection(max_retries=1, timeout=TIMEOUT)
    except (OperationalError, OSError, ValueError, KeyError) as error:
        raise Failure(f"The broker that BROKER_URL names cannot be used: {error}") from None
