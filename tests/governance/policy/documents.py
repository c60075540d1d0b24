"""A small facts document in which everything is in order, and how tests change it."""

from copy import deepcopy
from typing import Any

from governance.policy.document import VERSION

NOW = "2026-03-01T12:00:00Z"


def a_version(**members: Any) -> dict[str, Any]:
    return {
        "version": "2.1.0",
        "major_line": "2",
        "state": "active",
        "deprecated_at": None,
        "sunset_at": None,
        "successor": None,
        "valid": True,
        "problems": 0,
        "review": {"state": "done", "verdict": "pass", "breaking": 0, "unknown": 0},
        "operations": [
            {"key": "GET /orders/{}", "deprecated": False, "summary": "One order"},
            {"key": "POST /orders", "deprecated": False, "summary": "Place an order"},
        ],
        "documentation": {
            "operations": 2,
            "described": 2,
            "examples": 2,
            "bodies": 2,
            "errors": 2,
            "problem_details": 2,
            "versioning": ["url"],
            "messages": 0,
            "schemas": 0,
            "idempotency_keys": 0,
            "types": 0,
            "described_types": 0,
            "fields": 0,
            "described_fields": 0,
        },
        "environments": ["production", "staging"],
        "in_production": True,
        "consumers": ["storefront"],
        **members,
    }


def a_contract(**members: Any) -> dict[str, Any]:
    return {
        "slug": "orders-api",
        "title": "Orders API",
        "format": "openapi",
        "exposure": "internal",
        "stability": "stable",
        "compatibility": "backward",
        "strictness": "FILE",
        "version_scheme": "semver",
        "validation": "warn",
        "latest": "2.1.0",
        "versions": [a_version()],
        **members,
    }


def a_team(**members: Any) -> dict[str, Any]:
    return {
        "slug": "payments",
        "title": "Payments",
        "kind": "stream-aligned",
        "contacts": {"email": "payments@example.org", "chat": "#payments", "on_call": "payments-rota"},
        "members": [
            {"person": "olga", "role": "lead", "active": True},
            {"person": "tom", "role": "member", "active": True},
        ],
        **members,
    }


def a_dependency(**members: Any) -> dict[str, Any]:
    return {
        "service": "stock",
        "contract": "stock-api",
        "range": "^1.0.0",
        "built_against": "1.4.0",
        "operations": ["GET /stock/{}"],
        "registered": True,
        "provider": {"lifecycle": "production", "tier": 2, "exposure": "internal", "owner": "warehouse"},
        "version_state": "active",
        "sunset_at": None,
        "endings": [],
        "cyclic": False,
        "fallback": None,
        **members,
    }


def a_service(**members: Any) -> dict[str, Any]:
    return {
        "slug": "orders",
        "title": "Orders",
        "purpose": "Takes orders from every channel and follows each until it is delivered.",
        "kind": "service",
        "lifecycle": "production",
        "tier": 2,
        "platform": "code",
        "exposure": "internal",
        "data_classification": "confidential",
        "versioning_strategy": "url",
        "system": "order-management",
        "domain": "sales",
        "technical_owner": None,
        "links": [
            {"title": "Runbook", "url": "https://runbooks.example.org/orders"},
            {"title": "Dashboard", "url": "https://dashboards.example.org/orders"},
        ],
        "labels": {},
        "deprecations": [],
        "created_at": "2025-01-10T09:00:00Z",
        **members,
    }


def a_document(*, service: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    release = {
        "version": "5.0.0",
        "commit": "9c1d2e3f",
        "created_at": "2026-02-20T10:00:00Z",
        "provides": [{"service": "orders", "contract": "orders-api", "version": "2.1.0"}],
    }
    document = {
        "version": VERSION,
        "service": a_service(**(service or {})),
        "owner": a_team(),
        "contracts": [a_contract()],
        "dependencies": [a_dependency()],
        "consumers": [
            {
                "service": "storefront",
                "kind": "frontend",
                "lifecycle": "production",
                "owner": "web",
                "contract": "orders-api",
                "built_against": "2.1.0",
                "in_production": True,
            }
        ],
        "releases": [release],
        "deployments": [
            {
                "environment": "production",
                "production": True,
                "instance": "default",
                "release": "5.0.0",
                "since": "2026-02-21T08:00:00Z",
            }
        ],
        "facts": {},
        "sources": {},
        "environment": None,
        "release": None,
        **parts,
    }
    return deepcopy(document)


def attested(**facts: Any) -> dict[str, Any]:
    """The parts of a document with fresh attested facts."""
    freshness = {"attested_at": "2026-03-01T06:00:00Z", "expires_at": "2026-03-02T06:00:00Z"}
    return {"facts": facts, "sources": {name: dict(freshness) for name in facts}}


def changed(document: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """The document with what a case attests, sets and removes, by JSON pointers; an index past the end appends."""
    document |= attested(**case.get("attested", {}))
    for pointer, value in case.get("set", {}).items():
        place, name = _place(document, pointer)
        if isinstance(place, list) and name == len(place):
            place.append(value)
        else:
            place[name] = value
    for pointer in case.get("remove", []):
        place, name = _place(document, pointer)
        del place[name]
    return document


def _place(document: Any, pointer: str) -> tuple[Any, Any]:
    *steps, last = pointer.lstrip("/").split("/")
    for step in steps:
        document = document[int(step) if isinstance(document, list) else step]
    return document, int(last) if isinstance(document, list) else last
