"""Whatever a body holds, it is taken as described or refused with a problem document."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXTS = st.text(max_size=20) | st.sampled_from(["payments", "1.0.0", "\0", "2026-01-01", "^1", "x" * 5000])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)

SERVICE = "/api/v1/services/charging"
CONSUMED = {
    "service": "charging",
    "contract": "charges",
    "version": "^1",
    "built_against": "1.0.0",
    "fields": [],
}
WRITES: dict[tuple[str, str], dict[str, Any]] = {
    ("put", "/api/v1/teams/payments"): {"title": "T", "kind": "fusion", "contacts": {}, "members": []},
    ("patch", "/api/v1/teams/payments"): {"members": [{"person": "owner", "role": "lead"}]},
    ("put", "/api/v1/domains/one"): {"title": "T", "description": ""},
    ("put", "/api/v1/systems/one"): {"title": "T", "domain": None},
    ("put", "/api/v1/environments/one"): {"title": "T", "rank": 1, "production": True, "gate_mode": "off"},
    ("put", "/api/v1/people/ada"): {"name": "A", "email": "", "roles": [], "active": True},
    ("post", "/api/v1/people/owner/tokens"): {"name": "t", "expires_at": "2026-12-01T00:00:00Z"},
    ("put", SERVICE): {
        "title": "T",
        "owner": "payments",
        "tier": 1,
        "labels": {},
        "links": [],
        "system": None,
    },
    ("put", f"{SERVICE}/contracts/other"): {"title": "T", "version_scheme": "opaque", "stability": "beta"},
    ("patch", f"{SERVICE}/contracts/charges/versions/1.0.0"): {"deprecated_at": None, "successor": None},
    ("post", f"{SERVICE}/contracts/charges/versions"): {"version": "1.0.1", "document": {"openapi": "3.0.0"}},
    ("put", f"{SERVICE}/releases/1.0.0"): {"commit": "a", "provides": [], "consumes": [CONSUMED]},
    ("post", "/api/v1/deployments"): {"service": "charging", "release": "1.0.0", "environment": "production"},
    ("post", "/api/v1/comparisons"): {"previous": {"openapi": "3.0.0", "paths": {}}, "current": ""},
}


@pytest.fixture(autouse=True)
def landscape(recorded, production):
    recorded("1.0.0")


@st.composite
def spoiled(draw, body: dict[str, Any]) -> Any:
    """The body with something else in one of its places, or something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(ANYTHING)
    place = draw(st.sampled_from(sorted(body)))
    value = body[place]
    if isinstance(value, list) and value and draw(st.booleans()):
        return body | {place: [draw(spoiled(value[0]))]}
    if isinstance(value, dict) and value and draw(st.booleans()):
        return body | {place: draw(spoiled(value))}
    return body | {place: draw(ANYTHING)}


@pytest.mark.parametrize(("method", "address"), WRITES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_spoiled_body_is_taken_or_refused(admin_api, method, address, data):
    body = data.draw(spoiled(WRITES[method, address]))

    answer = getattr(admin_api, method)(address, body)

    assert answer.status_code in {200, 201, 404, 409, 422}
