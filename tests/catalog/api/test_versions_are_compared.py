"""What changed between two versions is answered with its places in both documents."""

import json
from typing import Any

import pytest

from catalog.actions.contract_versions import record_version
from catalog.actions.uploads import Upload
from catalog.api.comparisons import ChangesAskedForSerializer

CHANGES = "/api/v1/services/charging/contracts/charges/versions/1.1.0/changes"


def test_a_renamed_response_property_is_a_breaking_change_with_its_places(api, recorded):
    recorded("1.0.0")
    recorded("1.1.0", amount="value")

    answer = api.get(CHANGES, {"since": "1.0.0"}).json()

    (change,) = [change for change in answer["changes"] if change["severity"] == "breaking"]
    assert answer["counts"]["breaking"] == 1
    assert change["operations"] == ["GET /v1/charges/{}"]
    assert change["direction"] == "response"
    assert change["previous"]["line"] > 10


def test_the_next_lower_version_is_the_one_to_compare_with(api, recorded):
    for version in ("1.0.0", "1.0.5", "1.1.0", "1.2.0"):
        recorded(version)

    assert api.get(CHANGES).json()["since"] == "1.0.5"


def test_the_first_version_has_nothing_to_be_compared_with(api, recorded):
    recorded("1.1.0")

    answer = api.get(CHANGES)

    assert answer.status_code == 404
    assert "since" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [({"severity": "breaking"}, 1), ({"severity": "safe"}, 2), ({"limit": 1}, 1), ({"limit": 100}, 2)],
)
def test_the_most_severe_changes_can_be_asked_for_and_all_are_counted(api, recorded, asked, told):
    recorded("1.0.0")
    recorded("1.1.0", amount="value")
    whole = api.get(CHANGES).json()

    answer = api.get(CHANGES, asked).json()

    assert answer == whole | {"changes": whole["changes"][:told], "next": answer["next"]}
    assert (whole["counts"]["breaking"], len(whole["changes"])) == (1, 2)


REFUSED = [*({"limit": limit} for limit in (0, "all", 100_001, 10**20)), {"severity": "bad"}, {"cursor": -1}]


@pytest.mark.parametrize("asked", REFUSED)
def test_what_cannot_be_asked_for_is_a_problem(api, recorded, asked):
    recorded("1.0.0")
    recorded("1.1.0")

    answer = api.get(CHANGES, asked)

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{next(iter(asked))}"]


@pytest.fixture
def many_changes(owner, contract):
    """A version with 600 operations fewer than the one before, which cannot be read in 600 places."""
    for version, count in (("1.0.0", 600), ("1.1.0", 0)):
        text = json.dumps(with_operations(count))
        record_version(owner, contract, version, Upload(text.encode(), "application/json"))


def test_as_many_as_are_asked_for_are_told_and_all_are_counted(api, many_changes):
    answer = api.get(CHANGES, {"limit": 500}).json()

    assert (len(answer["changes"]), len(answer["undecided"])) == (500, 500)
    assert answer["counts"] == {"breaking": 600, "dangerous": 0, "safe": 0, "undecided": 600}


def test_without_a_limit_5000_are_asked_for():
    asked = ChangesAskedForSerializer(data={})

    assert asked.is_valid()
    assert asked.validated_data["limit"] == 5_000


def test_the_rest_is_behind_next_until_that_is_null(api, many_changes):
    pages, url = [], f"{CHANGES}?limit=250&severity=breaking"
    while url:
        answer = api.get(url).json()
        pages.append(answer["changes"])
        url = answer["next"]

    assert [len(page) for page in pages] == [250, 250, 100]
    assert len({change["fingerprint"] for page in pages for change in page}) == 600


def test_more_can_be_asked_for_at_once(api, many_changes):
    answer = api.get(CHANGES, {"limit": 5000}).json()

    assert (len(answer["changes"]), len(answer["undecided"]), answer["next"]) == (600, 600, None)


def test_behind_the_end_there_is_nothing(api, many_changes):
    answer = api.get(CHANGES, {"cursor": 600}).json()

    assert (answer["changes"], answer["next"], answer["counts"]["breaking"]) == ([], None, 600)


def test_asking_twice_gives_the_same_answer(api, recorded):
    recorded("1.0.0")
    recorded("1.1.0", amount="value")

    assert api.get(CHANGES).json() == api.get(CHANGES).json()


@pytest.mark.parametrize("most", [2**70, 10**400], ids=["beyond 64 bits", "beyond what a float can hold"])
def test_numbers_of_any_size_come_back_from_the_store_as_they_were(api, owner, contract, most):
    for version, limit in (("1.0.0", most), ("1.1.0", most - 1)):
        record_version(owner, contract, version, Upload(limited(limit).encode(), "application/yaml"))

    first, again = (api.get(CHANGES) for _ in range(2))

    assert first.status_code == again.status_code == 200
    (change,) = again.json()["changes"]
    assert change["witness"]["instance"] == most
    assert first.content == again.content


def with_operations(count: int) -> dict[str, Any]:
    done = {"responses": {"204": {"description": "Done"}}}
    broken = {f"/broken/{number}": count for number in range(600)}  # no path item is a number
    paths = {f"/orders/{number}": {"get": done} for number in range(count)} | broken
    return {"openapi": "3.0.3", "info": {"title": "Orders", "version": "1"}, "paths": paths}


def limited(most: int) -> str:
    return f"""\
openapi: 3.0.3
info: {{title: Charges, version: "1"}}
paths:
  /charges:
    post:
      requestBody:
        content: {{application/json: {{schema: {{type: integer, maximum: {most}}}}}}}
      responses: {{"204": {{description: Done}}}}
"""
