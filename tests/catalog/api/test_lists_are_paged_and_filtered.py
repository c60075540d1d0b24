"""Lists come in pages, and refuse filters and cursors that they do not know."""

import pytest

from catalog.actions.services import put_service


@pytest.fixture
def services(owner, team):
    for number in range(7):
        fields = {"title": f"Service {number}", "owner": team, "tier": 1 + number % 2}
        put_service(owner, f"service-{number}", fields)


def slugs(api, address: str) -> list[str]:
    found = []
    while address:
        page = api.get(address).json()
        found += [row["slug"] for row in page["results"]]
        address = page["next"]
    return found


@pytest.mark.parametrize(
    "sort", ["slug", "-slug", "title", "-title", "tier", "-tier", "updated_at", "-updated_at"]
)
def test_following_the_pages_shows_every_row_once(api, services, sort):
    found = slugs(api, f"/api/v1/services?limit=2&sort={sort}")

    assert sorted(found) == [f"service-{number}" for number in range(7)]


def test_following_the_pages_of_a_search_shows_every_row_once(api, services):
    assert sorted(slugs(api, "/api/v1/services?limit=2&q=service")) == [f"service-{n}" for n in range(7)]


@pytest.mark.parametrize(
    "cursor", ["x", "bz0x", "cD1hYmM=", "cD0lMDA=", "bz05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ==", "%00"]
)
@pytest.mark.parametrize("sort", ["slug", "tier", "updated_at"])
def test_a_cursor_that_nobody_was_given_is_no_server_error(api, services, cursor, sort):
    assert api.get(f"/api/v1/services?sort={sort}&cursor={cursor}").status_code in {200, 404}


def test_an_unknown_filter_is_refused(api):
    answer = api.get("/api/v1/services?onwer=payments")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/onwer"


@pytest.mark.parametrize(
    "query", ["tier=x", "tier=9", "lifecycle=dead", "q=%00", "sort=owner", "fields=nothing"]
)
def test_a_filter_with_a_value_that_it_cannot_have_is_refused(api, query):
    assert api.get(f"/api/v1/services?{query}").status_code == 422


@pytest.mark.parametrize(
    "address", ["teams", "domains", "systems", "environments", "deployments", "services/charging/contracts"]
)
def test_every_list_is_there_and_may_be_empty(api, service, address):
    assert isinstance(api.get(f"/api/v1/{address}").json()["results"], list)
