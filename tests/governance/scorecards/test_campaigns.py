"""A campaign says who still owes what, reminds them, and tells the domain's owner when its day has passed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.actions.services import put_landscape, put_service
from catalog.models import Domain, System
from governance.actions.scorecards import check_campaigns
from observability.models import Alert

TODAY = timezone.now().date()
ADDRESS = "/api/v1/campaigns/mtls"


@pytest.fixture
def mtls(policy):
    return policy("mutual-tls")


@pytest.fixture
def services(world, governor):
    domain, _ = put_landscape(governor, Domain, "lending", {"title": "Lending"})
    system, _ = put_landscape(governor, System, "scoring", {"title": "Scoring", "domain": domain})
    made = {}
    for name in ("done", "owing"):
        owned = world.service(name)
        made[name], _ = put_service(world.people[name], name, {"system": system, "owner": owned.owner})
    made["outside"] = world.service("outside")
    return made


@pytest.fixture
def campaign(mtls, services, result, rest):
    result(mtls, services["done"], "pass")
    result(mtls, services["owing"], "fail")
    body = {
        "title": "mTLS everywhere",
        "policies": ["mutual-tls"],
        "scope": {"domains": ["lending"]},
        "due_on": f"{TODAY + timedelta(days=20)}",
    }
    assert rest.put(ADDRESS, body).status_code == 201
    return body


def told():
    return sorted((alert.kind, alert.team.slug) for alert in Alert.objects.select_related("team"))


def test_progress_counts_who_keeps_it_in_the_scope(campaign, rest):
    how_far = rest.get(ADDRESS).json()["progress"]
    assert (how_far["done"], how_far["total"], how_far["percent"]) == (1, 2, 50)
    assert how_far["owing"] == [{"service": "owing", "owner": "owing-team", "policies": ["mutual-tls"]}]


def test_a_service_without_a_result_owes(campaign, rest, services, mtls):
    mtls.results.filter(service=services["done"]).delete()
    assert rest.get(ADDRESS).json()["progress"]["done"] == 0


def test_who_owes_is_reminded_once_for_each_threshold(campaign):
    for _ in range(2):
        check_campaigns(TODAY)
    assert told() == [("campaign.due", "owing-team")]
    check_campaigns(TODAY + timedelta(days=14))
    assert told() == [("campaign.due", "owing-team")] * 2


def test_after_its_day_the_owner_of_the_domain_is_told_as_well(campaign, services, governor, world):
    platform = world.service("platform").owner
    put_landscape(governor, Domain, "lending", {"owner": platform})
    check_campaigns(TODAY + timedelta(days=21))
    assert told() == [("campaign.overdue", "owing-team"), ("campaign.overdue", "platform-team")]


def test_before_it_starts_nobody_hears_of_it(campaign, rest):
    start = TODAY + timedelta(days=10)
    rest.patch(ADDRESS, {"starts_on": f"{start}"})
    check_campaigns(TODAY)
    assert told() == []


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"policies": ["nobody-wrote-it"]}, "/policies/0"),
        ({"due_on": "2020-01-01"}, "/due_on"),
        ({"scope": {"colours": ["red"]}}, "/scope/colours"),
        ({"scope": {"tiers": [9]}}, "/scope/tiers/0"),
    ],
)
def test_bad_input_is_pointed_at(campaign, rest, changes, pointer):
    response = rest.put("/api/v1/campaigns/bad", campaign | changes)
    assert response.status_code in {400, 422}
    assert pointer in {error["pointer"] for error in response.json()["errors"]}


@pytest.mark.parametrize("scope", [{"domains": ["lending", "landing"]}, {"teams": ["nobody"]}])
def test_a_scope_that_names_nothing_is_refused(campaign, rest, scope):
    answer = rest.put(ADDRESS, campaign | {"scope": scope})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["pointer"] in {"/scope/domains/1", "/scope/teams/0"}
