"""Comparisons and replays take turns within a process; whoever waits too long is told when to ask again."""

import pytest

from catalog.actions import turns
from catalog.actions.comparisons import COMPARISONS
from catalog.actions.replays import REPLAYS

VERSION = "/api/v1/services/charging/contracts/charges/versions/1.1.0"
DOCUMENT = {"openapi": "3.0.3", "info": {"title": "Charges", "version": "1"}, "paths": {}}


@pytest.fixture(autouse=True)
def two_versions(recorded, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    recorded("1.0.0")
    recorded("1.1.0", amount="value")


def is_told_to_ask_again(answer, detail):
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer.json()["type"].endswith("/problems/busy")
    assert answer.json()["detail"] == detail


def test_a_comparison_of_two_versions_waits_for_its_turn(api):
    with COMPARISONS.turn():
        answer = api.get(f"{VERSION}/changes")

    is_told_to_ask_again(answer, "Other documents are being compared at the moment; ask again in a minute.")
    assert api.get(f"{VERSION}/changes").status_code == 200


def test_a_comparison_that_was_made_before_waits_for_nobody(api):
    api.get(f"{VERSION}/changes")

    with COMPARISONS.turn():
        assert api.get(f"{VERSION}/changes").status_code == 200


def test_a_comparison_of_two_uploads_waits_for_its_turn(api):
    pair = {"previous": DOCUMENT, "current": DOCUMENT}

    with COMPARISONS.turn():
        answer = api.post("/api/v1/comparisons", pair, format="json")

    is_told_to_ask_again(answer, "Other documents are being compared at the moment; ask again in a minute.")


def test_a_replay_waits_for_its_turn(api):
    (change, *_) = api.get(f"{VERSION}/changes").json()["changes"]

    with REPLAYS.turn():
        answer = api.get(f"{VERSION}/changes/{change['fingerprint']}/replay")

    is_told_to_ask_again(answer, "Other messages are being replayed at the moment; ask again in a minute.")


def test_a_page_says_so_too(client, owner):
    client.force_login(owner)

    with COMPARISONS.turn():
        answer = client.get(VERSION.removeprefix("/api/v1"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "ask again in a minute" in answer.content.decode()
