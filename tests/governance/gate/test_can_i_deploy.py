"""`GET /can-i-deploy` answers as a Pact Broker does, so that existing pipelines switch by their URL."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Token
from tests.plugins.api_contract import ContractClient


@pytest.fixture
def asked(api_of, world):
    def get(query, **headers):
        answer = api_of(world.admin).get(f"/can-i-deploy?{query}", headers=headers)
        assert answer.status_code == 200, answer.content
        return answer

    return get


def test_a_version_that_breaks_what_runs_there_is_not_deployable(asked, refused):
    answer = asked("pacticipant=provider&version=1.1.0&environment=production").json()
    summary = answer["summary"]
    assert (summary["deployable"], summary["success"], summary["failed"], summary["unknown"]) == (
        False,
        0,
        1,
        0,
    )
    assert "consumer 1.0.0" in summary["reason"]
    [row] = answer["matrix"]
    assert (row["consumer"]["name"], row["consumer"]["version"]["number"]) == ("consumer", "1.0.0")
    assert (row["provider"]["name"], row["provider"]["version"]["number"]) == ("provider", "1.1.0")
    assert row["verificationResult"] == {"success": False}
    assert answer["notices"][0]["type"] == "error"


def test_a_consumer_is_asked_about_alike(asked, refused):
    answer = asked("pacticipant=consumer&version=1.0.0&to=production").json()
    assert answer["summary"]["deployable"] is True
    assert [row["verificationResult"] for row in answer["matrix"]] == [{"success": True}]


def test_what_is_not_known_is_null(asked, world, using):
    world.service("consumer")
    world.release("consumer", "1.0.0", consumes=(using("nobody", "1.0.0"),))
    answer = asked("pacticipant=consumer&version=1.0.0&environment=production").json()
    assert answer["summary"]["deployable"] is None
    assert answer["summary"]["unknown"] == 1
    [row] = answer["matrix"]
    assert row["verificationResult"] is row["provider"]["version"] is None


def test_without_any_integration_it_is_deployable(asked, world):
    world.service("alone")
    world.release("alone", "1.0.0")
    answer = asked("pacticipant=alone&version=1.0.0&environment=production").json()
    assert (answer["summary"]["deployable"], answer["matrix"]) == (True, [])


@pytest.mark.parametrize("names", ["pacticipant=alone&version=9.9.9", "pacticipant=nobody&version=1.0.0"])
def test_a_named_version_that_does_not_exist_is_not_deployable(asked, world, names):
    world.service("alone")
    summary = asked(f"{names}&environment=production").json()["summary"]
    assert summary["deployable"] is False
    assert "registered" in summary["reason"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("pacticipant=provider&version=1.1.0", 422),
        ("pacticipant=provider&version=1.1.0&environment=production&to=staging", 422),
        ("pacticipant=provider&version=1.1.0&environment=production&branch=main", 422),
        ("pacticipant=provider&version=1.1.0&environment=nowhere", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem(api_of, world, query, status):
    answer = api_of(world.admin).get(f"/can-i-deploy?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("media_type", ["application/hal+json", "application/json", "*/*"])
def test_pacts_media_type_is_spoken(asked, refused, media_type):
    answer = asked("pacticipant=provider&version=1.1.0&environment=production", Accept=media_type)
    assert answer.json()["summary"]["deployable"] is False


def test_as_text_the_first_line_is_the_answer(asked, refused):
    query = "pacticipant=provider&version=1.1.0&environment=production"
    lines = asked(query, Accept="text/plain").content.decode().splitlines()
    assert lines[0] == "deny"
    assert lines[1].startswith("error: ")


@pytest.mark.parametrize("credentials", ["anybody:{}", "{}:"])
def test_a_token_may_come_as_basic_credentials_here_and_nowhere_else(world, refused, credentials):
    _, secret = Token.issue(world.admin, "pact", timezone.now() + timedelta(hours=1))
    client = ContractClient()
    basic = b64encode(credentials.format(secret).encode()).decode()
    client.credentials(HTTP_AUTHORIZATION=f"Basic {basic}")
    query = "pacticipant=provider&version=1.1.0&environment=production"
    assert client.get(f"/can-i-deploy?{query}").status_code == 200
    assert client.get("/api/v1/services").status_code == 401


@pytest.mark.parametrize("given", ["", "Basic !", "Basic ///=", "Basic YTpi", "Bearer x"])
def test_without_a_token_nobody_is_answered(world, given):
    client = ContractClient()
    client.credentials(**({"HTTP_AUTHORIZATION": given} if given else {}))
    answer = client.get("/can-i-deploy?pacticipant=a&version=1&environment=production")
    assert answer.status_code == 401
