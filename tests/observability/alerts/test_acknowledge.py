"""An alert is acknowledged by the team that it is addressed to."""

import pytest

from catalog.models import AuditEvent
from observability.actions.alerts import resolve_alert


@pytest.mark.parametrize("name", ["owner", "teammate", "citizen_developer", "administrator"])
def test_every_member_and_administrators_may(request, tell, api_of, name):
    api = api_of(request.getfixturevalue(name))
    answer = api.post(f"/api/v1/alerts/{tell().pk}/acknowledge")
    assert (answer.status_code, answer.json()["state"]) == (200, "acknowledged")


@pytest.mark.parametrize("name", ["auditor", "stranger"])
def test_others_are_refused(request, tell, api_of, name):
    alert = tell()
    answer = api_of(request.getfixturevalue(name)).post(f"/api/v1/alerts/{alert.pk}/acknowledge")
    assert answer.status_code == 403
    alert.refresh_from_db()
    assert alert.state == "open"


def test_again_changes_nothing_and_is_audited_once(owner, tell, api_of):
    address = f"/api/v1/alerts/{tell().pk}/acknowledge"
    first, again = (api_of(owner).post(address) for _ in range(2))
    assert again.json() == first.json()
    assert AuditEvent.objects.filter(action="acknowledged").count() == 1


def test_a_resolved_alert_stays_resolved(owner, tell, api_of):
    alert = tell("key")
    resolve_alert("key")
    assert api_of(owner).post(f"/api/v1/alerts/{alert.pk}/acknowledge").json()["state"] == "resolved"


def test_an_alert_that_is_not_there_is_said_so(owner, api_of):
    assert api_of(owner).post("/api/v1/alerts/4711/acknowledge").status_code == 404
