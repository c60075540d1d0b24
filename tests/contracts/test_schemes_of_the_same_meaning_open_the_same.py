"""What a client has to present counts, whichever of several equal schemes an operation names."""

import json
from typing import Any

from catalog.contracts.compare import compare_documents

KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
TOKEN = {"type": "http", "scheme": "bearer"}


def flows(**addresses: str) -> dict[str, Any]:
    stated = {"tokenUrl": "https://login.example/token", "scopes": {}, **addresses}
    return {"type": "oauth2", "flows": {"clientCredentials": stated}}


def api(security: Any, **schemes: Any) -> str:
    operation = {"security": security, "responses": {"204": {"description": "Done"}}}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {"/": {"get": operation}},
    }
    return json.dumps({**document, "components": {"securitySchemes": schemes}})


def told(previous: str, current: str) -> list[tuple[str, str]]:
    comparison = compare_documents(previous, current)
    assert comparison.undecided == ()
    return [(change.rule_id, change.severity) for change in comparison.changes]


def exchanged(before: Any, after: Any, **schemes: Any) -> list[tuple[str, str]]:
    return told(api(before, **schemes), api(after, **schemes))


def test_one_can_take_the_place_of_the_other() -> None:
    schemes = {"A": KEY, "B": {**KEY, "description": "For partners"}, "C": TOKEN}

    assert exchanged([{"A": []}], [{"B": []}], **schemes) == []
    assert exchanged([{"A": [], "C": []}], [{"B": [], "C": []}], **schemes) == []
    assert exchanged([{"A": []}, {"B": []}], [{"B": []}], **schemes) == []
    assert exchanged([{"A": []}], [{"C": []}], **schemes) == [
        ("security-alternative-removed", "breaking"),
        ("security-alternative-added", "safe"),
    ]


def test_one_of_them_that_changes_opens_something_else() -> None:
    before, after = (api([{"A": []}], A=one, B=KEY) for one in (KEY, TOKEN))

    assert ("security-alternative-removed", "breaking") in told(before, after)


def test_scopes_are_those_of_both() -> None:
    schemes = {"A": flows(), "B": flows()}

    assert exchanged([{"A": ["read"]}], [{"B": ["read"]}], **schemes) == []
    assert exchanged([{"A": ["read"], "B": ["write"]}], [{"A": ["read", "write"]}], **schemes) == []
    assert exchanged([{"A": ["read"]}], [{"B": ["read", "write"]}], **schemes) == [
        ("security-scope-added", "breaking")
    ]


def test_to_be_renewed_elsewhere_is_another_meaning() -> None:
    schemes = {name: flows(refreshUrl=f"https://{name}.example") for name in ("a", "b")}

    assert ("security-alternative-removed", "breaking") in exchanged([{"a": []}], [{"b": []}], **schemes)
