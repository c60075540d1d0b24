"""Auditors read who did what, to one thing or in one name, from and until an instant."""

from datetime import timedelta

import pytest

from catalog.actions.services import put_service
from catalog.models import AuditEvent


@pytest.fixture
def found(api_of, auditor, administrator, owner, team):
    """`found(actor="owner")` is what the log tells then: who did what to what, the latest first."""
    for actor, slug in ((owner, "first"), (administrator, "second"), (owner, "third")):
        put_service(actor, slug, {"title": slug, "owner": team})

    def read(**filters):
        rows = api_of(auditor).get("/api/v1/audit", filters).json()["results"]
        return [(row["actor"], row["stream"]) for row in rows if row["stream"].startswith("service:")]

    return read


def test_the_log_tells_the_latest_first(found, owner, administrator):
    assert found() == [
        (owner.username, "service:third"),
        (administrator.username, "service:second"),
        (owner.username, "service:first"),
    ]


def test_what_one_person_did_is_found(found, administrator):
    assert found(actor=administrator.username) == [(administrator.username, "service:second")]


def test_what_was_done_within_a_time_is_found(found):
    second = AuditEvent.objects.get(stream="service:second").at
    a_moment = timedelta(microseconds=1)

    assert [stream for _, stream in found(since=second.isoformat())] == ["service:third", "service:second"]
    assert [stream for _, stream in found(until=second.isoformat())] == ["service:first"]
    assert [
        stream for _, stream in found(since=second.isoformat(), until=(second + a_moment).isoformat())
    ] == ["service:second"]


def test_what_is_no_instant_is_refused(api_of, auditor):
    answer = api_of(auditor).get("/api/v1/audit", {"since": "yesterday"})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/since")
