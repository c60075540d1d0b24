"""What policies find of a service is kept, with its evidence, and is in step with whatever changes it."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from catalog.actions.attested import attest, put_fact_source
from catalog.actions.services import put_contract, put_service
from catalog.actions.teams import put_team
from catalog.models import AttestedFact, ContractVersion, Service, Team
from governance.actions.evaluations import (
    evaluate_services,
    prove_evaluations,
    sweep_evaluations,
)
from governance.models import Evaluation, PolicyResult, PolicyTransition
from governance.queries.facts_document import facts_of_service


@pytest.fixture
def scoring(world):
    return world.service("scoring")


@pytest.fixture
def state(scoring):
    """The stored state of a policy about a service."""

    def of(policy, service="scoring"):
        return PolicyResult.objects.get(policy__slug=policy, service__slug=service).state

    return of


@pytest.fixture
def read(scoring, api_of, stranger):
    """The results about a service, as anybody who is signed in reads them."""
    address = "/api/v1/services/scoring/policy-results"

    def results(query=""):
        return api_of(stranger).get(f"{address}?{query}").json()["results"]

    return results


@pytest.fixture
def provider(world, scoring, contract, using):
    """Another service, which `scoring` begins to use when this is called."""
    world.service("provider")
    world.submit("provider", "1.0.0", contract("a"))
    return lambda: world.release("scoring", "1.0.0", consumes=(using("provider", "1.0.0"),))


@pytest.fixture
def mesh(world, scoring):
    source, _ = put_fact_source(world.admin, "mesh", {"title": "Mesh", "schema": {"type": "object"}})

    def say(ttl="PT1H", **data):
        return attest(world.people["scoring"], scoring, source, {"data": data, "ttl": ttl})

    return say


def test_a_result_keeps_what_it_rests_on(read, scoring, policy, settle):
    policy("tiered", "service.tier <= 2", message="service.slug + ' is of tier ' + string(service.tier)")
    settle()
    (result,) = read()
    assert (result["policy"], result["version"], result["severity"]) == ("tiered", 1, "medium")
    assert (result["state"], result["message"]) == ("fail", "scoring is of tier 3")
    assert result["evidence"] == {"service.tier": 3}
    assert result["revision"] == facts_of_service(scoring).revision


def test_a_changed_service_is_judged_again_and_its_history_kept(world, scoring, policy, settle, state):
    policy("tiered", "service.tier <= 2")
    settle()
    assert state("tiered") == "fail"
    since = PolicyResult.objects.get().since
    put_service(world.people["scoring"], "scoring", {"title": "Scoring"})
    settle()
    assert PolicyResult.objects.get().since == since
    put_service(world.people["scoring"], "scoring", {"tier": 1})
    settle()
    assert state("tiered") == "pass"
    assert PolicyResult.objects.get().since > since
    changes = PolicyTransition.objects.order_by("at").values_list("before", "state")
    assert list(changes) == [("", "fail"), ("fail", "pass")]


def test_a_changed_team_a_new_policy_and_a_new_consumer_are_followed(world, provider, policy, settle, state):
    policy("reachable", "owner.contacts.on_call != ''")
    policy("used", "size(consumers) > 0", scope="service.slug == 'provider'")
    settle()
    assert (state("reachable"), state("used", "provider")) == ("fail", "fail")
    put_team(world.admin, "scoring-team", {"on_call": "pager"})
    provider()
    settle()
    assert (state("reachable"), state("used", "provider"), state("used")) == (
        "pass",
        "pass",
        "not_applicable",
    )


def test_what_a_contract_promises_is_followed(world, provider, policy, settle, state):
    policy("promised", "contracts.all(c, c.compatibility == 'full')", scope="service.slug == 'provider'")
    settle()
    assert state("promised", "provider") == "fail"
    provider_itself = Service.objects.get(slug="provider")
    put_contract(world.people["provider"], provider_itself, "api", {"compatibility": "full"})
    settle()
    assert state("promised", "provider") == "pass"


def test_a_finished_review_is_followed(world, contract, policy, settle, state):
    policy("reviewed", "contracts.all(c, c.versions.all(v, v.review.verdict in ['pass', 'not_applicable']))")
    review = world.submit_only("scoring", "1.0.0", contract("a"))
    settle()
    assert state("reviewed") == "unknown"
    world.submit("scoring", "1.0.0", contract("a"))
    review.refresh_from_db()
    settle()
    assert (review.state, state("reviewed")) == ("done", "pass")


def test_a_fact_that_is_missing_or_stale_makes_unknown(mesh, policy, settle, state):
    policy("mtls", "facts['mesh'].mtls || true")
    settle()
    assert state("mtls") == "unknown"
    mesh(mtls=True)
    settle()
    assert state("mtls") == "pass"
    until = PolicyResult.objects.get().until
    assert until == AttestedFact.objects.get().expires_at


def test_what_is_past_its_time_counts_as_unknown_until_it_is_made_again(mesh, policy, settle, state, read):
    policy("mtls", "facts['mesh'].mtls")
    mesh(mtls=True)
    settle()
    passed = timedelta(hours=2)
    AttestedFact.objects.update(attested_at=F("attested_at") - passed, expires_at=F("expires_at") - passed)
    PolicyResult.objects.update(until=F("until") - passed)
    Evaluation.objects.update(until=F("until") - passed)
    listed = read("state=unknown")
    assert [(r["policy"], "judged again" in r["message"]) for r in listed] == [("mtls", True)]
    sweep_evaluations()
    settle()
    assert state("mtls") == "unknown"
    assert "stale" in PolicyResult.objects.get().message
    mesh(mtls=True)  # the same as before, but it had lapsed
    settle()
    assert state("mtls") == "pass"


def test_a_result_of_other_facts_than_those_of_now_counts_as_unknown(world, policy, settle, read):
    policy("tiered", "service.tier <= 3")
    settle()
    put_service(world.people["scoring"], "scoring", {"tier": 2})
    assert read()[0]["state"] == "unknown"
    settle()
    assert read()[0]["state"] == "pass"


def test_results_are_filtered(policy, settle, read):
    policy("tiered", "service.tier <= 2", severity="high")
    policy("named", "service.title != ''")
    settle()

    def found(query):
        return [row["policy"] for row in read(query)]

    assert found("state=fail") == found("severity=high") == found("policy=tiered") == ["tiered"]
    assert found("") == ["named", "tiered"]


def test_a_missed_change_is_found_at_night_and_mended(scoring, policy, settle, state):
    policy("tiered", "service.tier <= 2")
    settle()
    assert prove_evaluations() == []
    Service.objects.update(tier=1)  # around every action, as a defect would
    (missed,) = prove_evaluations()
    assert (missed.policy, missed.stored, missed.found) == ("tiered", "fail", "pass")
    settle()
    assert state("tiered") == "pass"


def test_a_missed_change_that_alters_no_state_is_found_too(scoring, policy, settle):
    policy("tiered", "service.tier <= 3")
    settle()
    stored = PolicyResult.objects.get().revision
    Service.objects.update(purpose="Written around every action.")
    (missed,) = prove_evaluations()
    assert (missed.service_id, missed.policy, missed.stored) == (scoring.pk, "", stored)
    settle()
    assert PolicyResult.objects.get().revision == missed.found
    assert prove_evaluations() == []


def test_facts_of_another_form_are_judged_again_and_are_no_defect(scoring, policy, settle):
    policy("tiered", "service.tier <= 3")
    settle()
    Evaluation.objects.update(document_version=1, revision="0" * 64)
    PolicyResult.objects.update(revision="0" * 64)
    sweep_evaluations()
    assert prove_evaluations() == []
    settle()
    assert PolicyResult.objects.get().revision == facts_of_service(scoring).revision


def test_only_what_a_change_concerns_is_judged_again(world, scoring, policy, settle):
    world.service("other")
    policy("tiered", "service.tier <= 2")
    settle()
    put_service(world.people["other"], "other", {"tier": 1})
    assert [Service.objects.get(pk=pk).slug for pk in settle()] == ["other"]


def test_evaluating_twice_changes_nothing(scoring, policy, settle):
    policy("tiered", "service.tier <= 2")
    settle()
    before = list(PolicyResult.objects.values())
    evaluate_services([scoring.pk])
    assert list(PolicyResult.objects.values()) == before
    assert PolicyTransition.objects.count() == 1


def test_a_rule_that_never_ends_makes_only_itself_unknown(scoring, policy, settle, state):
    hundred = ", ".join(["1"] * 100)
    policy(
        "endless",
        f"[{hundred}].all(a, [{hundred}].all(b, [{hundred}].all(c, [{hundred}].all(d, a + b + c + d > 0))))",
    )
    policy("tiered", "service.tier <= 3")
    settle()
    assert (state("endless"), state("tiered")) == ("unknown", "pass")


def test_a_date_in_the_document_makes_it_be_judged_again(world, contract, policy, settle, scoring):
    world.submit("scoring", "1.0.0", contract("a"))
    version = world.version("scoring", "1.0.0")
    type(version).objects.update(sunset_at=timezone.now().date() + timedelta(days=3))
    policy("named", "service.title != ''")
    settle()
    assert scoring.evaluation.until.date() == timezone.now().date() + timedelta(days=4)
    assert Team.objects.count() == 1


def test_where_rows_lie_in_the_database_is_no_change_of_the_facts(world, scoring, contract):
    for version in ("1.0.0", "2.0.0"):
        world.submit("scoring", version, contract("a"))
    world.release("scoring", "1.0.0", provides=("1.0.0", "2.0.0"))
    revision = facts_of_service(scoring).revision
    first = ContractVersion.objects.filter(version="1.0.0")
    first.update(deprecated_at=None)  # an updated row moves to the end
    assert facts_of_service(scoring).revision == revision
