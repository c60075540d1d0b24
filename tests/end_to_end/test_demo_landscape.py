"""The demo's landscape has every judgement in a state worth looking at, by REST and by page."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import requests

SETTLED = 60.0  # seconds, for the last evaluations


class Visitor:
    """Reads the demo as somebody who is signed in."""

    def __init__(self, published):
        self.url, self.session, self.browser = published["url"], requests.Session(), requests.Session()
        self.session.headers["Authorization"] = f"Bearer {published['token']}"
        self.sign_in("admin", published["token"])

    def get(self, path, **params):
        answer = self.session.get(f"{self.url}/api/v1{path}", params=params, timeout=30)
        assert answer.ok, answer.text
        return answer.json()

    def one(self, path, **params):
        [only] = self.get(path, **params)["results"]
        return only

    def eventually(self, read):
        """Once the last evaluations are over."""
        deadline = time.monotonic() + SETTLED
        while not read():
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def page(self, path):
        answer = self.browser.get(f"{self.url}{path}", timeout=30)
        assert (answer.status_code, answer.url) == (200, f"{self.url}{path}")
        return answer.text

    def sign_in(self, username, password):
        address = f"{self.url}/sign-in"
        self.browser.get(address, timeout=30)
        asked = {"username": username, "password": password}
        asked["csrfmiddlewaretoken"] = self.browser.cookies["csrftoken"]
        assert self.browser.post(address, data=asked, headers={"Referer": address}, timeout=30).ok


@pytest.fixture(scope="module")
def visitor(seeded_demo):
    return Visitor(seeded_demo.published())


@pytest.fixture
def newest(visitor):
    """The newest decision about a release for production."""

    def of(service, release):
        found = visitor.get("/promotions", service=service, environment="production")["results"]
        return next(promotion for promotion in found if promotion["release"] == release)

    return of


@pytest.fixture
def standing(visitor):
    """The level of a service, once its last evaluation is over."""

    def of(service):
        stood = visitor.get(f"/services/{service}/scorecards")["results"]
        return next(card["level"] for card in stood if card["scorecard"] == "fit-for-production")

    return of


def test_a_service_is_at_gold_and_one_below_the_lowest_level(visitor, standing):
    visitor.eventually(lambda: standing("tracking-number") == "Gold")
    visitor.eventually(lambda: standing("credit-check") == "Bronze")
    assert standing("customer-communication") is None


def test_a_campaign_is_at_60_percent_with_a_date_ahead(visitor):
    def campaign():
        return visitor.get("/campaigns/mutual-tls")

    visitor.eventually(lambda: campaign()["progress"]["percent"] == 60)
    assert campaign()["due_on"] > datetime.now(UTC).date().isoformat()
    assert [row["owner"] for row in campaign()["progress"]["owing"]] == [
        *("customs-desk", "carrier-connect", "recipient-messages", "partner-experience"),
    ]


def test_a_waiver_is_about_to_expire_one_waits_and_one_is_denied(visitor):
    granted = visitor.one("/waivers", state="approved")
    left = datetime.fromisoformat(granted["expires_at"]) - datetime.now(UTC)
    assert timedelta() < left < timedelta(days=8)
    assert granted["requested_by"] != granted["decided_by"]
    assert visitor.one("/waivers", state="pending")["service"] == "loan-workflow"
    assert visitor.one("/waivers", state="denied")["note"]


def test_two_of_three_consumers_have_left_what_is_deprecated(visitor):
    found = visitor.get("/deprecations", service="package-status", kind="version")["results"]
    ending = next(deprecation for deprecation in found if deprecation["version"] == "1.4.0")
    assert ending["progress"] == {"consumers": 3, "migrated": 2}


def test_who_calls_is_declared_undeclared_and_unknown_and_evidence_of_who_has_moved(visitor):
    calls = visitor.get("/observed-dependencies", service="package-status", limit=100)["results"]
    undeclared = {(row["consumer"], row["registered"]) for row in calls if not row["declared"]}
    assert undeclared == {("routing", True), ("spiffe://meridian/depot-17/label-printer", False)}
    assert {row["consumer"] for row in calls if row["declared"]} > {
        "partner-bff",
        "depot-screens",
        "mobile-bff",
    }
    [ending] = [
        one
        for one in visitor.get("/deprecations", service="package-status", kind="version")["results"]
        if one["version"] == "1.4.0"
    ]

    def observed():
        migrations = visitor.get(f"/deprecations/{ending['id']}")["migrations"]
        return {
            one["consumer"]: [said["state"] for said in one["evidence"]["observations"]] for one in migrations
        }

    visitor.eventually(lambda: observed()["claims-desk"] == ["not_observed"])
    assert observed()["depot-screens"] == ["observed"]


def test_promotions_are_refused_allowed_unknown_and_past_the_gate(newest):
    assert newest("credit-check", "2.4.0")["effective_decision"] == "deny"
    assert newest("credit-check", "2.5.0")["effective_decision"] == "allow"
    assert newest("customs-integration", "1.2.0")["effective_decision"] == "unknown"
    overridden = newest("customer-communication", "2026.9.0")
    assert (overridden["decision"], overridden["effective_decision"]) == ("deny", "allow")
    assert overridden["override"]["open"]


def test_a_waiver_lets_a_release_in_that_an_enforced_policy_refuses(newest):
    decided = newest("legacy-carrier-integration", "3.6.0")
    assert decided["decision"] == "allow"
    assert [reason["code"] for reason in decided["reasons"]].count("policy-waived") == 1


def test_enforced_policies_hold_the_two_domains_and_nobody_else(visitor):
    enforced = visitor.get("/policies", enforcement="enforce")["results"]
    assert len(enforced) == 5
    for policy in enforced:
        assert policy["scope"].startswith("service.domain in ['loan-origination', 'package-tracking']")
        assert policy["message"]


def test_each_of_them_has_its_page(visitor, newest):
    waiver = visitor.one("/waivers", state="approved")
    ending = visitor.get("/deprecations", service="package-status", contract="status-api")["results"][0]
    override = newest("customer-communication", "2026.9.0")["id"]
    assert "tracking-number" in visitor.page("/scorecards/fit-for-production")
    assert "60" in visitor.page("/campaigns/mutual-tls")
    assert "Java 8" in visitor.page(f"/waivers/{waiver['id']}")
    assert "partner-bff" in visitor.page(f"/deprecations/{ending['id']}")
    assert "interest rate" in visitor.page(f"/promotions/{override}")
    assert "secrets" in visitor.page(f"/promotions/{newest('customs-integration', '1.2.0')['id']}")
    for release in ("2.4.0", "2.5.0"):
        assert release in visitor.page(f"/promotions/{newest('credit-check', release)['id']}")
