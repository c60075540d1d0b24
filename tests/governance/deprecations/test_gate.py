"""Nothing that a release uses may be past its sunset: a version, an operation, or a whole service."""

import pytest

from catalog.models import Release
from governance.promotion.decide import decide
from governance.promotion.facts import Facts
from tests.governance.deprecations.conftest import day

SUBJECTS = {
    "version": {},
    "operation": {"version": "", "operation": "GET /reports/{id}"},
    "service": {"contract": "", "version": ""},
}


@pytest.fixture
def ask(scene, api):
    scene.deploy(scene.release("provider", "1.0.0", provides=("1.0.0",)))

    def get(service="first", release="1.0.0"):
        asked = {"service": service, "release": release, "environment": "production"}
        return api("first").get("/api/v1/can-i-promote", asked).json()

    return get


@pytest.mark.parametrize("kind", SUBJECTS)
def test_past_its_sunset_it_denies(announce, ask, kind):
    announce(sunset_at=day(-1), **SUBJECTS[kind])

    answer = ask()
    assert answer["decision"] == "deny"
    assert [reason["code"] for reason in answer["reasons"]] == ["past-sunset"]
    assert answer["reasons"][0]["responsible"] == "first-team"


@pytest.mark.parametrize("kind", SUBJECTS)
def test_on_its_last_day_it_does_not(announce, ask, kind):
    announce(sunset_at=day(0), **SUBJECTS[kind])

    assert ask()["decision"] == "allow"


def test_who_does_not_use_the_operation_may_go(scene, announce, ask, using):
    announce(sunset_at=day(-1), version="", operation="GET /reports/{id}")
    scene.release("first", "1.1.0", consumes=(using("provider", "1.0.0", operations=["GET /totals/{id}"]),))

    assert ask(release="1.1.0")["decision"] == "allow"


def test_the_successor_is_said(announce, ask):
    announce(sunset_at=day(-1), version="", operation="GET /reports/{id}", successor="GET /totals/{id}")

    assert "GET /totals/{}" in ask()["reasons"][0]["message"]


def test_the_stored_facts_decide_the_same_again(scene, announce, ask):
    announce(sunset_at=day(-1), contract="", version="")
    allowed = scene.promote(scene.release("first", "1.1.0"))
    refused = scene.promote(Release.objects.get(service__slug="first", version="1.0.0"))

    assert allowed.decision == "allow"
    assert refused.decision == decide(Facts.from_json(refused.facts)).decision == "deny"
