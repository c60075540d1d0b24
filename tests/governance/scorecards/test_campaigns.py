"""A campaign says who in its scope still owes what, and refuses a scope or policies that nobody registered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.waivers import Request, decide_waiver, request_waiver

ADDRESS = "/api/v1/campaigns/mtls"


def test_progress_counts_who_keeps_it_in_the_scope(campaign, rest):
    how_far = rest.get(ADDRESS).json()["progress"]
    assert (how_far["done"], how_far["total"], how_far["percent"]) == (1, 2, 50)
    assert how_far["owing"] == [{"service": "owing", "owner": "owing-team", "policies": ["mutual-tls"]}]


def test_a_service_without_a_result_owes(campaign, rest, services, mtls):
    mtls.results.filter(service=services["done"]).delete()
    assert rest.get(ADDRESS).json()["progress"]["done"] == 0


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


def test_who_owes_nothing_for_as_long_as_a_waiver_lasts_is_counted_apart(
    campaign, rest, world, services, governor
):
    asked = Request("The mesh is new here.", timezone.now() + timedelta(days=5), policy="mutual-tls")
    waiver = request_waiver(world.people["owing"], services["owing"], asked)
    decide_waiver(governor, waiver, "", approved=True)
    how_far = rest.get(ADDRESS).json()["progress"]
    assert (how_far["done"], how_far["waived"], how_far["total"]) == (2, 1, 2)
