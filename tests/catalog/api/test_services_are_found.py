"""Services are found by words, filtered by facts, and counted by facet."""

import pytest

from catalog.actions.services import put_landscape, put_service
from catalog.actions.teams import put_team
from catalog.models import System


@pytest.fixture(autouse=True)
def landscape(administrator, owner, team):
    lending, _ = put_landscape(administrator, System, "lending", {"title": "Lending"})
    risk, _ = put_team(administrator, "risk", {"title": "Risk"}, {owner: "lead"})
    services = {
        "credit-check": {"title": "Credit check", "purpose": "Scores applicants.", "owner": risk, "tier": 1},
        "underwriting": {
            "title": "Underwriting",
            "purpose": "Decides by the score of the credit check.",
            "owner": risk,
            "system": lending,
            "labels": {"pci": "yes", "region": "eu"},
        },
        "charging": {"title": "Charging", "owner": team, "kind": "workflow", "labels": {"region": "us"}},
    }
    for slug, fields in services.items():
        put_service(owner, slug, fields)


def found(api, query: str) -> list[str]:
    return [row["slug"] for row in api.get(f"/api/v1/services?{query}").json()["results"]]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=scoring", ["credit-check", "underwriting"]),
        ("q=credit-check", ["credit-check"]),
        ("q=redit", ["credit-check"]),
        ("q=CHARG", ["charging"]),
        ("q=50%25_", []),
        ("q=undrwriting", ["underwriting"]),
        ("q=credti+check", ["credit-check"]),
        ("q=weather", []),
        ("q=Risk", ["credit-check", "underwriting"]),
        ("q=lending", ["underwriting"]),
        ("q=undrwriting&owner=payments", []),
        ("owner=risk", ["credit-check", "underwriting"]),
        ("owner=risk&owner=payments", ["charging", "credit-check", "underwriting"]),
        ("owner=risk&tier=1", ["credit-check"]),
        ("owner=nobody", []),
        ("system=lending", ["underwriting"]),
        ("kind=workflow", ["charging"]),
        ("lifecycle=production", []),
        ("label=pci", ["underwriting"]),
        ("label=region:us", ["charging"]),
        ("label=region:us&label=pci:yes", ["charging", "underwriting"]),
    ],
)
def test_a_search_finds(api, query, slugs):
    assert found(api, query) == slugs


def test_a_facet_counts_under_every_filter_but_its_own(api):
    facets = api.get("/api/v1/services?facets=true&owner=risk").json()["facets"]

    assert facets["owner"] == [{"value": "risk", "count": 2}, {"value": "payments", "count": 1}]
    assert facets["tier"] == [{"value": 1, "count": 1}, {"value": 3, "count": 1}]
    assert facets["system"] == [{"value": "lending", "count": 1}]


def test_only_the_members_asked_for_are_answered(api):
    rows = api.get("/api/v1/services?fields=owner,tier&q=charging").json()["results"]

    assert rows == [{"slug": "charging", "owner": "payments", "tier": 3}]
