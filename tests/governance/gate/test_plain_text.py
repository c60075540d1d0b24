"""A decision reads as text, for shells and logs: its first line is what counts."""

import pytest

from governance.api.decisions import DecisionText

TEXT = {"Accept": "text/plain"}


@pytest.fixture
def text(api_of, world):
    def read(method, address, body=None):
        send = getattr(api_of(world.admin), method)
        answer = send(address, body, headers=TEXT)
        assert answer.headers["Content-Type"].startswith("text/plain")
        return answer.status_code, answer.content.decode().splitlines()

    return read


def test_asking(text, refused):
    status, lines = text("get", "/api/v1/can-i-promote?service=provider&release=1.1.0&environment=production")
    assert (status, lines[0]) == (200, "deny")
    assert any(line.startswith("deny: consumer-breaks: ") for line in lines)
    assert any(line.startswith("order 1: consumer: ") for line in lines)


def test_promoting_and_reading_it_again(text, refused):
    body = {"service": "provider", "release": "1.1.0", "environment": "staging"}
    status, lines = text("post", "/api/v1/promotions", body)
    assert (status, lines[0]) == (201, "allow")
    [address] = [line for line in lines if line.startswith("promotion: ")]
    assert text("get", f"/api/v1/promotions/{address.rpartition('/')[2]}") == (200, lines)


def test_an_override_is_what_counts(api_of, world, text, refused, ask_for):
    number = ask_for(refused)["id"]
    api_of(world.admin).post(f"/api/v1/promotions/{number}/override", {"reason": "It burns."})
    _, lines = text("get", f"/api/v1/promotions/{number}")
    assert lines[0] == "allow"
    assert "overridden: by its own rules the gate says deny" in lines


def test_a_problem_says_what_is_wrong(text, world):
    status, lines = text("post", "/api/v1/promotions", {"service": 1})
    assert status == 422
    assert lines[0].startswith("problem: ")
    assert any(line.startswith("at /service: ") for line in lines)


def test_no_line_begins_with_what_a_document_says():
    """A CI system takes `::` at the beginning of a line of its log for an order."""
    reason = {
        "effect": "deny",
        "code": "consumer-breaks",
        "message": "Broken:\n::error::owned",
        "remedy": "R",
    }
    data = {
        "service": "provider",
        "release": "1.0.0",
        "environment": "production",
        "decision": "deny",
        "effective_decision": "deny",
        "order": [],
        "reasons": [reason | {"responsible": None, "about": "/reasons/consumer-breaks"}],
    }
    lines = DecisionText().render(data).decode().splitlines()
    assert "deny: consumer-breaks: Broken: ::error::owned" in lines
    assert not any(line.lstrip().startswith("::") for line in lines)
