"""Whoever is signed in sees what is asked of services, why, who does not keep to it, and what to do."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.actions.attested import put_fact_source
from catalog.models import Service
from governance.actions.evaluations import evaluate_due, follow_changes
from governance.actions.policies import put_policy
from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import PolicyResult
from governance.policy.document import PARTS


@pytest.fixture
def governed(landscape):
    content = {
        "title": "A purpose is written",
        "scope": "service.slug != 'lending'",
        "variables": {"written": "service.purpose != ''"},
        "rule": "written",
        "message": "service.slug + ' does not say what it is for'",
        "rationale": "People *find* it. <script>alert(1)</script>",
        "remediation": "Write **one** sentence.",
        "severity": "high",
        "categories": ["documentation"],
        "enforcement": {"production": "enforce"},
    }
    put_policy(landscape.admin, "purpose-written", content)
    put_policy(landscape.admin, "meshed", {"title": "Talks over the mesh", "rule": "facts['mesh'].mtls"})
    follow_changes()
    evaluate_due()
    return landscape


def test_the_list_shows_how_many_keep_to_each_and_filters(browse, governed):
    page = browse("/policies")
    assert page.text.index("A purpose is written") < page.text.index("Talks over the mesh")
    assert "enforce: production" in page.text
    assert "2 policies" in page.text
    one = browse("/policies?severity=high&enforcement=enforce&category=documentation&nonsense=1")
    assert "Talks over the mesh" not in one.text
    assert "No policy is like that" in browse("/policies?severity=low").text


def test_a_policys_page_says_why_what_to_do_and_who_fails(browse, governed):
    page = browse("/policies/purpose-written")
    assert "People <em>find</em> it." in page.text
    assert "<script>alert" not in page.text
    assert "<strong>one</strong>" in page.text
    assert "scoring does not say what it is for" in page.text
    assert "scoring-team" in page.text
    assert "Version 1, by Admin" in page.text
    assert "service.purpose != &#x27;&#x27;" in page.text


def test_a_policys_page_says_of_whom_it_is_waived_and_until_when(browse, governed):
    asked = Request("It is new.", timezone.now() + timedelta(days=3), policy="purpose-written")
    service = Service.objects.get(slug="scoring")
    waiver = request_waiver(governed.people["scoring"], service, asked)
    assert "waived" not in browse("/policies/purpose-written").text
    decide_waiver(governed.admin, waiver, "", approved=True)
    assert f"until {waiver.expires_at:%Y-%m-%d %H:%M} UTC" in browse("/policies/purpose-written").text


def test_a_policys_page_says_of_whom_it_is_not_known_and_why(browse, governed):
    page = browse("/policies/meshed")
    assert "was never attested" in page.text
    assert "No service fails." in page.text
    assert browse("/policies/nothing").status_code == 404


def test_a_services_page_says_what_it_owes(browse, governed):
    page = browse("/services/scoring")
    assert "scoring does not say what it is for" in page.text
    assert 'href="/policies/purpose-written#what-to-do"' in page.text
    lending = browse("/services/lending").text
    assert "does not say what it is for" not in lending
    assert "0 pass, 1 not applicable" in lending


def test_what_expressions_may_name_is_described(browse, governed, governor):
    schema = {"type": "object", "properties": {"mtls": {"type": "boolean", "description": "Strict *only*."}}}
    put_fact_source(governor, "mesh", {"title": "Service mesh", "schema": schema})
    put_fact_source(governor, "anything", {"title": "Anything", "schema": True})
    page = browse("/facts-document").text
    for said in ("built_against", "May be absent.", "facts['mesh']", "Strict *only*.", "facts['anything']"):
        assert said in html.unescape(page)
    assert 'href="#Contract"' in page
    assert 'id="Contract"' in page
    assert 'href="/facts-document"' in browse("/policies/purpose-written").text
    described = browse.client.get("/api/v1/facts-document-schema").json()
    assert set(PARTS) <= set(described["properties"])


def test_an_empty_list_says_what_to_do_next(browse, landscape):
    assert "apply_policies --builtin" in browse("/policies").text
    assert "No policy asks for anything." in browse("/services/scoring").text


def test_a_service_whose_result_is_past_its_time_counts_as_unknown(browse, governed):
    PolicyResult.objects.update(until=timezone.now() - timedelta(seconds=1))
    page = browse("/policies/purpose-written").text
    assert "it is being judged again" in page
    assert "scoring does not say what it is for" not in page
