"""Monthly range partitions for the tables that grow without end.

Which tables are partitioned is read from PostgreSQL's own catalog, so a new one needs no registration.
A default partition takes whatever falls outside, so that a missing month costs speed and never a row.
"""

from datetime import date

from django.db import connection

_PARTITIONED = """
SELECT parent.relname FROM pg_partitioned_table p JOIN pg_class parent ON parent.oid = p.partrelid
JOIN pg_namespace n ON n.oid = parent.relnamespace AND n.nspname = current_schema() ORDER BY 1
"""


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
    """Make the partitions of this and the next months where they are missing; return the names made."""
    made = []
    with connection.cursor() as cursor:
        cursor.execute(_PARTITIONED)
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            for offset in range(months_ahead + 1):
                first, after = _month(today, offset), _month(today, offset + 1)
                name = f"{table}_{first:%Y_%m}"
                cursor.execute("SELECT to_regclass(%s) IS NULL", [name])
                if cursor.fetchone()[0]:
                    cursor.execute(
                        f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM ('{first}') TO ('{after}')"
                    )
                    made.append(name)
    return made


def _month(day: date, offset: int) -> date:
    months = day.year * 12 + day.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)
