"""Policies are told what is announced to end: of a service itself, and of what it depends on."""

import pytest

from catalog.models import Service
from governance.actions.evaluations import prove_evaluations
from governance.models import Deprecation, PolicyResult
from governance.queries.facts_document import facts_of_service
from tests.governance.deprecations.conftest import (  # noqa: F401  # fixtures
    announce,
    api,
    day,
    move,
    scene,
)

SUBJECTS = {
    "operation": {"version": "", "operation": "GET /reports/{id}"},
    "service": {"contract": "", "version": ""},
}


@pytest.fixture
def told():
    """What the facts document of a service says of ends: its own, and those of its dependencies."""

    def of(slug):
        document = facts_of_service(Service.objects.get(slug=slug)).document
        return document["service"]["deprecations"], [d["endings"] for d in document.get("dependencies", [])]

    return of


@pytest.fixture
def state(policy, settle):
    """The stored state of a policy against uses of what is over, about the consumer `first`."""
    policy("over", "dependencies.all(d, !d.endings.exists(e, e.state == 'sunset'))")

    def now():
        settle()
        return PolicyResult.objects.get(policy__slug="over", service__slug="first").state

    return now


@pytest.mark.parametrize("kind", SUBJECTS)
def test_an_end_stands_with_its_service_and_with_who_depends_on_it(announce, told, kind):  # noqa: F811
    announce(sunset_at=day(-1), **SUBJECTS[kind])
    (own,), _ = told("provider")
    _, ((met,),) = told("first")
    assert (own["kind"], own["state"], own["announced_at"][:10]) == (kind, "sunset", day(0))
    assert own["sunset_at"] == f"{day(0)}T00:00:00Z"  # the end of its last day
    assert met == own


def test_the_end_of_a_version_stands_with_its_service_and_its_date_with_the_dependency(announce, told):  # noqa: F811
    announce(sunset_at=day(60), successor="1.1.0")
    (own,), _ = told("provider")
    assert (own["kind"], own["version"], own["successor"]) == ("version", "1.0.0", "1.1.0")
    assert told("first")[1] == [[]]


def test_who_does_not_use_the_operation_is_not_told(scene, using, announce, told):  # noqa: F811
    scene.release("first", "1.1.0", consumes=(using("provider", "1.0.0", operations=["GET /totals/{id}"]),))
    announce(**SUBJECTS["operation"])
    assert told("first")[1] == [[]]


@pytest.mark.parametrize("kind", SUBJECTS)
def test_consumers_are_judged_again_when_an_end_is_announced_moved_and_cancelled(announce, api, state, kind):  # noqa: F811
    assert state() == "pass"
    announce(sunset_at=day(-1), **SUBJECTS[kind])
    assert state() == "fail"
    address = f"/api/v1/deprecations/{Deprecation.objects.get().pk}"
    api("provider").patch(address, {"sunset_at": day(30)})
    assert state() == "pass"
    assert PolicyResult.objects.get(service__slug="first").until is not None
    api("provider").post(f"{address}/cancel")
    assert state() == "pass"
    assert prove_evaluations() == []


def test_what_is_retired_is_told(scene, move, announce, api, told):  # noqa: F811
    announced = announce(**SUBJECTS["service"]).json()
    for name in ("first", "second"):
        scene.deploy(scene.release(name, "2.0.0", consumes=()))
    answer = api("provider").post(f"/api/v1/deprecations/{announced['id']}/retire")
    assert answer.status_code == 200, answer.content
    assert [own["state"] for own in told("provider")[0]] == ["retired"]
