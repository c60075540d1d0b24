"""Whether this process lives, and whether it can do its work."""

from http import HTTPStatus

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from kombu.exceptions import OperationalError


def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked, so that a broken database does not restart it."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> JsonResponse:
    """The database is there and migrated. A broker that is down costs time, never work, so it is only reported."""
    database = _database()
    status = HTTPStatus.OK if database == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    return JsonResponse({"database": database, "broker": _broker()}, status=status)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "unreachable"
    return "not migrated" if waiting else "ok"


def _broker() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OperationalError, OSError):
        return "unreachable"
    return "ok"
