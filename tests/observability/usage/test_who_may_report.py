"""On a service report its owner's members, and gateways in the name of who governs."""

import pytest


def test_the_owner_of_the_called_service_reports(scene, report, sample, api_of):
    assert report(sample(), client=api_of(scene.people["provider"])).json()["recorded"] == 1


@pytest.mark.parametrize("name", ["stranger", "auditor"])
def test_others_are_told_of_each_sample_that_it_is_not_theirs(request, report, sample, api_of, name):
    client = api_of(request.getfixturevalue(name))
    answer = report(sample(), client=client, measured=["provider"]).json()
    assert answer["recorded"] == 0
    assert [refused["pointer"] for refused in answer["refused"]] == ["/measured/0", "/samples/0/service"]
    assert "Only members of the team that owns provider" in answer["refused"][0]["detail"]


def test_a_consumer_does_not_report_on_its_provider(scene, report, sample, api_of):
    assert report(sample(), client=api_of(scene.people["consumer"])).json()["recorded"] == 0


def test_nobody_reports_without_a_token(report, sample, client):
    answer = client.post("/api/v1/usage", {}, content_type="application/json")
    assert answer.status_code == 401
