"""An alert is acknowledged by the team that it is addressed to."""

import pytest

from catalog.models import AuditEvent
from observability.actions.alerts import resolve_alert


def test_every_member_may_acknowledge_it(cast, tell, rest):
    for person in (cast.owner, cast.teammate, cast.citizen, cast.admin):
        alert = tell(person.username)
        answer = rest(person).post(f"/alerts/{alert.pk}/acknowledge")
        assert (answer.status, answer.body["state"]) == (200, "acknowledged")


@pytest.mark.parametrize("name", ["auditor", "stranger"])
def test_others_are_refused(cast, tell, rest, name):
    alert = tell()
    assert rest(getattr(cast, name)).post(f"/alerts/{alert.pk}/acknowledge").status == 403
    alert.refresh_from_db()
    assert alert.state == "open"


def test_again_changes_nothing_and_is_audited_once(cast, tell, rest):
    alert = tell()
    owner = rest(cast.owner)
    first, again = (owner.post(f"/alerts/{alert.pk}/acknowledge") for _ in range(2))
    assert again.body == first.body
    assert AuditEvent.objects.filter(action="acknowledged").count() == 1


def test_a_resolved_alert_stays_resolved(cast, tell, rest):
    alert = tell("key")
    resolve_alert("key")
    assert rest(cast.owner).post(f"/alerts/{alert.pk}/acknowledge").body["state"] == "resolved"


def test_an_alert_that_is_not_there_is_said_so(cast, rest):
    assert rest(cast.owner).post("/alerts/4711/acknowledge").status == 404
