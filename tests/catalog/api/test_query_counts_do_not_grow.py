"""What a list costs in queries is known, and the same for one row and for twenty."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.actions.attested import attest, put_fact_source
from catalog.actions.consumption import Consumption
from catalog.actions.deployments import record_deployment
from catalog.actions.people import issue_token, put_person
from catalog.actions.releases import Provided, ReleaseContent, put_release
from catalog.actions.services import put_contract, put_landscape, put_service
from catalog.actions.teams import put_team
from catalog.models import Domain, Environment, System

COUNTS = Path(__file__).parents[1] / "query_counts.json"
SERVICE = "/api/v1/services/charging"


@pytest.fixture
def make(administrator, owner, contract, recorded, production) -> dict[str, Callable[[int], object]]:
    """How the n-th row of each list is made."""
    domain, _ = put_landscape(administrator, Domain, "domain", {"title": "Domain"})
    system, _ = put_landscape(administrator, System, "system", {"title": "System", "domain": domain})
    recorded("1.0.0")
    content = ReleaseContent(
        provides=[Provided("charges", "1.0.0")], consumes=[Consumption("charging", "charges")]
    )

    def release(number: int):
        return put_release(owner, contract.service, f"1.0.{number}", content)[0]

    def service(number: int) -> None:
        fields = {"title": "S", "owner": contract.service.owner, "system": system}
        put_service(owner, f"s-{number}", fields)

    def deployment(number: int) -> None:
        record_deployment(owner, release(number), production, f"i-{number}")

    def source(number: int):
        return put_fact_source(administrator, f"s-{number}", {"title": "S", "schema": {}})[0]

    expiry = timezone.now() + timedelta(hours=1)
    return {
        "/api/v1/teams": lambda n: put_team(administrator, f"t-{n}", {"title": "T"}, {owner: "lead"}),
        "/api/v1/domains": lambda n: put_landscape(administrator, Domain, f"d-{n}", {"title": "D"}),
        "/api/v1/systems": lambda n: put_landscape(
            administrator, System, f"s-{n}", {"title": "S", "domain": domain}
        ),
        "/api/v1/environments": lambda n: put_landscape(administrator, Environment, f"e-{n}", {"title": "E"}),
        "/api/v1/people": lambda n: put_person(administrator, f"p-{n}", {"name": "P"}),
        "/api/v1/people/owner/tokens": lambda n: issue_token(owner, owner, f"token {n}", expiry),
        "/api/v1/services": service,
        "/api/v1/services?facets=true&q=s&sort=tier": service,
        f"{SERVICE}/contracts": lambda n: put_contract(owner, contract.service, f"c-{n}", {"title": "C"}),
        f"{SERVICE}/contracts/charges/versions": lambda n: recorded(f"2.0.{n}"),
        f"{SERVICE}/releases": release,
        "/api/v1/deployments": deployment,
        "/api/v1/audit": service,
        "/api/v1/fact-sources": source,
        f"{SERVICE}/facts": lambda n: attest(owner, contract.service, source(n), {"data": n, "ttl": "PT1H"}),
    }


def queries(api, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert api.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", json.loads(COUNTS.read_text()))
def test_a_list_costs_what_it_is_known_to_cost(admin_api, make, address):
    make[address](1)
    at_one = queries(admin_api, address)
    for number in range(2, 21):
        make[address](number)

    assert queries(admin_api, address) == at_one == json.loads(COUNTS.read_text())[address]


def test_every_list_is_counted(make):
    assert set(make) == set(json.loads(COUNTS.read_text()))
