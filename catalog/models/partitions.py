"""Monthly range partitions for the tables that grow without end.

Which tables are partitioned is read from PostgreSQL's own catalog, so a new one needs no registration.
A default partition takes whatever falls outside, so that a missing month costs speed and never a row.
"""

from datetime import date

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

_PARTITIONED = """
SELECT parent.relname, key.attname FROM pg_partitioned_table p JOIN pg_class parent ON parent.oid = p.partrelid
JOIN pg_namespace n ON n.oid = parent.relnamespace AND n.nspname = current_schema()
JOIN pg_attribute key ON key.attrelid = p.partrelid AND key.attnum = p.partattrs[0] ORDER BY 1
"""
# The names end in year and month, so that they sort by time; the default partition's does not.
_PARTITIONS = r"""
SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
WHERE inhparent = to_regclass(%s) AND child.relname < %s AND child.relname ~ '_\d{4}_\d{2}$' ORDER BY 1
"""
LOCK_TIMEOUT = "5s"


def partitioned_by_month(table: str, column: str, references: dict[str, str]) -> str:
    """SQL that replaces the (still empty) table by one of the same shape, partitioned on `column`.

    `LIKE` copies columns, defaults, checks and indexes, but no foreign keys: `references` names them, as
    column → table.
    """
    keys = "".join(
        f"ALTER TABLE {table} ADD FOREIGN KEY ({name}) REFERENCES {other} (id) DEFERRABLE INITIALLY DEFERRED;"
        for name, other in references.items()
    )
    return f"""
        ALTER TABLE {table} RENAME TO {table}_plain;
        CREATE TABLE {table} (LIKE {table}_plain INCLUDING ALL) PARTITION BY RANGE ({column});
        DROP TABLE {table}_plain;
        CREATE TABLE {table}_default PARTITION OF {table} DEFAULT;
        {keys}
    """


def make_partitions(today: date, months_ahead: int = 2) -> list[str]:
    """Make the partitions of this and the next months where they are missing; return the names made.

    A month of which the default partition has rows already, as the first one of an installation, stays there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PARTITIONED)
        months = [(_month(today, offset), _month(today, offset + 1)) for offset in range(months_ahead + 1)]
        made = [
            _make_partition(cursor, table, column, first, after)
            for table, column in cursor.fetchall()
            for first, after in months
        ]
    return [name for name in made if name]


def forget(table: str, column: str, before: date) -> list[str]:
    """Drop the months of the table that ended before the day; return the names of the partitions dropped.

    What lies in the default partition is deleted by whole months too. A partition that is being read is waited for
    a few seconds, lest everybody who writes waits behind: PostgreSQL then raises, and the next day's run drops it.
    """
    first = _month(before, 0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute(_PARTITIONS, [table, f"{table}_{first:%Y_%m}"])
        names = [name for (name,) in cursor.fetchall()]
        for name in names:
            cursor.execute(f"DROP TABLE {name}")
        aged = f"DELETE FROM {table}_default WHERE {column} < %s"  # noqa: S608  # names that the caller wrote
        cursor.execute(aged, [first])
    return names


def _make_partition(cursor: CursorWrapper, table: str, column: str, first: date, after: date) -> str | None:
    name = f"{table}_{first:%Y_%m}"
    begun = f"SELECT FROM {table}_default WHERE {column} >= %s AND {column} < %s"  # the catalog's names
    cursor.execute(f"SELECT to_regclass(%s) IS NULL AND NOT EXISTS ({begun})", [name, first, after])
    (wanted,) = cursor.fetchone() or (False,)
    if not wanted:
        return None
    cursor.execute(f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM ('{first}') TO ('{after}')")
    return name


def _month(day: date, offset: int) -> date:
    months = day.year * 12 + day.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)
