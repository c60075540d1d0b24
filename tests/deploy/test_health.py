"""The process says that it lives, and whether it can do its work."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from deploy.celery import app


def test_a_process_lives_whatever_else_does(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_it_is_ready_when_the_database_is_migrated_though_the_broker_is_down(client, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "unreachable"}


@pytest.mark.django_db
def test_it_is_not_ready_before_the_database_is_migrated(client):
    MigrationRecorder.Migration.objects.filter(app="catalog").delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "not migrated"


@pytest.mark.django_db
def test_it_is_not_ready_without_its_database(client, monkeypatch):
    def refuse(*arguments: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"
