"""Every rule is listed, filtered and explained over REST."""

import pytest

from catalog.contracts.rules import RULES

ADDRESS = "/api/v1/rules"


def listed(api, **filters: str) -> set[str]:
    return {rule["id"] for rule in api.get(ADDRESS, filters).json()["results"]}


def test_a_rule_is_given_with_its_whole_documentation(api):
    answer = api.get(f"{ADDRESS}/response-body-removed").json()

    rule = RULES["response-body-removed"]
    assert answer["severity"] == "breaking"
    assert answer["how_to_ship_it_safely"] == rule.how_to_ship_it_safely


def test_all_of_them_are_listed(api):
    assert listed(api) == set(RULES)


@pytest.mark.parametrize(
    ("filters", "shown", "hidden"),
    [
        ({"severity": "safe"}, "response-body-added", "response-body-removed"),
        ({"on": "header"}, "response-header-added", "response-body-added"),
        ({"direction": "request"}, "request-format-narrowed", "response-format-narrowed"),
        ({"direction": "response"}, "format-changed", "request-format-narrowed"),
        ({"format": "jsonschema"}, "format-changed", "response-body-removed"),
    ],
)
def test_a_filter_shows_those_that_it_names(api, filters, shown, hidden):
    found = listed(api, **filters)

    assert shown in found
    assert hidden not in found


@pytest.mark.parametrize("filters", [{"severity": "grave"}, {"sev": "safe"}])
def test_a_filter_that_is_none_is_refused(api, filters):
    assert api.get(ADDRESS, filters).status_code == 422


def test_an_unknown_rule_is_not_found_and_close_ones_are_named(api):
    answer = api.get(f"{ADDRESS}/response-body-remove")

    assert answer.status_code == 404
    assert "response-body-removed" in answer.json()["detail"]
