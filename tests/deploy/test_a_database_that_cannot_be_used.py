"""A command that needs the database says in a sentence what to do where there is none, and ends with 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def manage(url, *arguments):
    """Run a command with DATABASE_URL set to `url`, or unset where that is empty."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "manage.py", *(arguments or ("migrate", "--check"))]
    named = {"DATABASE_URL": url} if url else {}
    return subprocess.run(
        command, cwd=ROOT, env=kept | named, capture_output=True, text=True, check=False, timeout=60
    )


def in_place_of(url, name):
    """The address of another database of the same server."""
    address, _, query = url.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{'?' if query else ''}{query}"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://portolan:h1dden@127.0.0.1:1/portolan", "that DATABASE_URL names cannot be used"),
        ("mysql://portolan:h1dden@127.0.0.1/portolan", "no address of a PostgreSQL"),
        ("h1dden", "no address of a PostgreSQL"),
        ("postgresql://portolan:h1dden@127.0.0.1:port/portolan", "cannot be read"),
    ],
)
def test_one_that_is_not_there_or_is_named_wrongly(url, reason):
    ended = manage(url)
    assert ended.returncode == 1
    assert reason in ended.stderr
    assert "DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "h1dden" not in ended.stderr + ended.stdout
    assert len(ended.stderr.strip().splitlines()) == 1


def test_one_that_the_server_refuses():
    ended = manage(in_place_of(os.environ["DATABASE_URL"], "nobody_made_it"))
    assert ended.returncode == 1
    assert '"nobody_made_it" does not exist' in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_command_that_needs_none_is_not_held_up():
    address = "postgresql://portolan@127.0.0.1:1/portolan"
    assert manage(address, "explain_rule", "request-parameter-became-required").returncode == 0


def test_what_the_database_itself_refuses_keeps_its_trace():
    slow = "from django.db import connection as c; c.cursor().execute('SET statement_timeout = 1; SELECT pg_sleep(1)')"
    ended = manage(os.environ["DATABASE_URL"], "shell", "-c", slow)
    assert "Traceback" in ended.stderr
    assert "cannot be used" not in ended.stderr
