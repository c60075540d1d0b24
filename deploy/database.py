"""The database that DATABASE_URL names, and what is said where it cannot be used."""

import os
from typing import Any

import dj_database_url
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

LOCAL = "postgresql://portolan@localhost/portolan"
WHAT_TO_DO = (
    "Name a PostgreSQL that runs, as DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME;"
    " `make demo` brings its own."
)


class DatabaseUrlError(ImproperlyConfigured):
    """DATABASE_URL is no address of a PostgreSQL."""


def database_settings(*, prepared: bool) -> dict[str, Any]:
    """What Django needs to know. Raises DatabaseUrlError, which does not repeat the address: a password is in it.

    Statements that are `prepared` keep their first plan, which fits any values. Left alone, PostgreSQL would plan most
    of them each time: it takes a list of values for ten where it does not look, and that looks dear.
    """
    url = os.environ.get("DATABASE_URL") or LOCAL
    if not url.startswith(("postgres://", "postgresql://")):
        raise DatabaseUrlError(f"DATABASE_URL is no address of a PostgreSQL. {WHAT_TO_DO}")
    try:
        found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except ValueError:
        raise DatabaseUrlError(
            "DATABASE_URL cannot be read: is its password percent-encoded, and its port a number?"
            f" {WHAT_TO_DO}"
        ) from None
    if prepared:
        options = found.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
    return found


def unreachable(error: OperationalError) -> str | None:
    """What to do where no connection came about; None where the database answered and refused something."""
    if not isinstance(error.__cause__, psycopg.OperationalError) or error.__cause__.sqlstate:
        return None
    named = "that DATABASE_URL names" if os.environ.get("DATABASE_URL") else f"at {LOCAL}"
    return f"The database {named} cannot be used. {WHAT_TO_DO} ({' '.join(str(error).split())})"
