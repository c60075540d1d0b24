"""A filter without a value is none. More than the API's description promises, so asked without its client."""

import pytest


@pytest.mark.parametrize(
    "path",
    [
        "services?q=&owner=&system=&lifecycle=&tier=&kind=&label=",
        "alerts?service=&team=&state=",
        "deployments?service=&environment=&current=",
        "promotions?service=&environment=&decision=",
    ],
)
def test_an_empty_filter_is_left_out(client, owner, path):
    client.force_login(owner)
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["results"]) == (200, [])
