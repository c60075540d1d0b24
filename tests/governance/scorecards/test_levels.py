"""A level is reached where its policies hold and those of every level below."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Service
from governance.actions.scorecards import record_standings
from governance.models import PolicyResult, PolicyVersion, Standing

LEVELS = [
    {"name": "bronze", "policies": ["owner"]},
    {"name": "silver", "policies": ["on-call", "purpose"]},
    {"name": "gold", "policies": ["slo"]},
]


@pytest.fixture
def policies(policy):
    return {slug: policy(slug) for slug in ("owner", "on-call", "purpose", "slo")}


@pytest.fixture
def card(policies, rest):
    response = rest.put("/api/v1/scorecards/readiness", {"title": "Readiness", "levels": LEVELS})
    assert response.status_code == 201
    return response.json()


@pytest.fixture
def service(world):
    return world.service("scoring")


@pytest.fixture
def stands(rest, service, result, policies):
    def level(**states):
        for slug, state in states.items():
            result(policies[slug.replace("_", "-")], service, state)
        (found,) = rest.get("/api/v1/services/scoring/scorecards").json()["results"]
        return found

    return level


def test_without_a_result_nothing_is_reached(card, stands):
    found = stands()
    assert (found["level"], found["next_level"], found["missing"]) == (None, "bronze", ["owner"])


def test_the_highest_level_without_a_gap_counts(card, stands):
    found = stands(owner="pass", on_call="pass", purpose="fail", slo="pass")
    assert (found["level"], found["next_level"], found["missing"]) == ("bronze", "silver", ["purpose"])


def test_what_does_not_apply_is_in_nobodys_way(card, stands):
    found = stands(owner="pass", on_call="not_applicable", purpose="pass", slo="not_applicable")
    assert (found["level"], found["next_level"]) == ("gold", None)


def test_what_is_unknown_does_not_hold(card, stands):
    assert stands(owner="unknown")["level"] is None


def test_standings_are_listed_by_team_the_best_first(card, rest, world, result, policies):
    for name in ("alpha", "beta"):
        world.service(name)
    result(policies["owner"], world.service("gamma"), "pass")
    record_standings(Service.objects.values_list("pk", flat=True), timezone.now().date())
    rows = rest.get("/api/v1/scorecards/readiness/standings").json()["results"]
    assert (rows[0]["service"], rows[0]["level"]) == ("gamma", "bronze")
    own = rest.get("/api/v1/scorecards/readiness/standings?team=beta-team").json()["results"]
    assert [row["service"] for row in own] == ["beta"]


def test_a_day_has_one_standing_and_the_history_keeps_each(card, rest, service, result, policies):
    today = timezone.now().date()
    record_standings([service.pk], today - timedelta(days=1))
    result(policies["owner"], service, "pass")
    record_standings([service.pk], today)
    record_standings([service.pk], today)
    days = rest.get("/api/v1/scorecards/readiness/history?service=scoring").json()["results"]
    assert [day["levels"]["bronze"] for day in days] == [0, 1]
    assert [day["share"] for day in days] == [0.0, 0.25]
    assert Standing.objects.filter(day=today, service=service).count() == 1


@pytest.mark.parametrize(
    ("levels", "pointer"),
    [
        ([], "/levels"),
        ([{"name": "bronze", "policies": ["nobody-wrote-it"]}], "/levels/0/policies/0"),
        ([{"name": "bronze", "policies": []}], "/levels/0/policies"),
        ([LEVELS[0], LEVELS[0]], "/levels"),
        ("gold", "/levels"),
    ],
)
def test_bad_levels_are_pointed_at(policies, rest, levels, pointer):
    response = rest.put("/api/v1/scorecards/bad", {"title": "Bad", "levels": levels})
    assert response.status_code in {400, 422}
    assert pointer in {error["pointer"] for error in response.json()["errors"]}


def test_only_governance_writes(policies, api_of, stranger):
    body = {"title": "Readiness", "levels": LEVELS}
    assert api_of(stranger).put("/api/v1/scorecards/readiness", body).status_code == 403


def test_where_no_policy_applies_there_is_no_level(card, stands, rest, service):
    found = stands(**dict.fromkeys(("owner", "on_call", "purpose", "slo"), "not_applicable"))
    assert (found["level"], found["next_level"], found["missing"]) == (None, None, [])
    record_standings([service.pk], timezone.now().date())
    assert rest.get("/api/v1/scorecards/readiness/standings").json()["results"] == []
    assert rest.get("/api/v1/scorecards/readiness/history").json()["results"] == []


def test_a_result_that_no_longer_stands_does_not_hold(card, stands, policies, rest, world):
    stands(owner="pass", on_call="pass", purpose="pass", slo="pass")
    lapsed = PolicyResult.objects.filter(policy__slug="on-call")
    lapsed.update(until=timezone.now() - timedelta(seconds=1))
    found = stands()
    assert (found["level"], found["missing"], found["policies"]["on-call"]) == (
        "bronze",
        ["on-call"],
        "unknown",
    )
    policies["owner"].current = PolicyVersion.objects.create(
        policy=policies["owner"], number=2, title="Owner", rule="true", created_by=world.admin
    )
    policies["owner"].save()
    assert stands()["level"] is None
