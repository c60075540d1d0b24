"""Statements that PostgreSQL plans once for a connection: planning a small read takes longer than running it."""

import re
from collections.abc import Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from psycopg.sql import Literal

_NUMBERS = count(1)
_PLACE = re.compile("%[s%]")
_KNOWN: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # the names that each connection has prepared


def with_constants(sql: str, constants: Sequence[Any]) -> str:
    """SQL with the constants written out, which PostgreSQL knows the types of; None leaves the place to a value."""
    waiting = iter(constants)

    def written(place: re.Match[str]) -> str:
        constant = next(waiting) if place[0] == "%s" else None
        return place[0] if constant is None else Literal(constant).as_string().replace("%", "%%")

    return _PLACE.sub(written, sql)


class Statement:
    """SQL that is written once and run many times, with a value for each `%s`.

    Its plan is for any values (`plan_cache_mode` is set with the connection). It is made anew when the connection is,
    or when PostgreSQL has counted the tables anew.
    """

    def __init__(self, sql: str) -> None:
        self._sql = sql
        self._name = f"portolan_{next(_NUMBERS)}"
        places = ", ".join("%s" for place in _PLACE.findall(sql) if place == "%s")
        self._call = f"EXECUTE {self._name} ({places})" if places else f"EXECUTE {self._name}"

    def rows(self, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            if settings.PORTOLAN_PREPARED_STATEMENTS:
                self._prepare()
                cursor.execute(self._call, values)
            else:
                cursor.execute(self._sql, values)
            return list(cursor.fetchall())

    def _prepare(self) -> None:
        known = _KNOWN.setdefault(connection.connection, set())
        if self._name not in known:
            numbers = count(1)
            sql = _PLACE.sub(lambda place: f"${next(numbers)}" if place[0] == "%s" else "%", self._sql)
            # On the connection itself, since it is no query of whoever counts them.
            connection.connection.execute(f"PREPARE {self._name} AS {sql}")
            known.add(self._name)
