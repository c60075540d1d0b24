"""A policy's verdict over a service: four states, and the reason for each."""

from datetime import UTC, datetime

import pytest

from governance.policy.model import Policy, State, Verdict
from tests.governance.policy.documents import a_contract, a_document, a_version, attested


@pytest.fixture
def judge(pool, now):
    def judge(rule="true", document=None, **parts) -> Verdict:
        policy = Policy(slug="draft", title="The title", rule=rule, **parts)
        return pool.evaluate([policy], document or a_document(), now)["draft"]

    return judge


def test_a_rule_that_holds_passes(judge) -> None:
    assert judge("service.tier == 2").state is State.PASS


def test_a_rule_that_does_not_hold_fails_with_its_message(judge) -> None:
    verdict = judge("service.tier < 2", message="'Tier ' + string(service.tier) + ' of ' + owner.title")
    assert (verdict.state, verdict.message) == (State.FAIL, "Tier 2 of Payments")


@pytest.mark.parametrize("message", ["", "1", "''", "service.technical_owner.title", "null", "missing"])
def test_a_message_that_cannot_be_made_is_the_title(judge, message) -> None:
    verdict = judge("false", message=message)
    assert (verdict.state, verdict.message) == (State.FAIL, "The title")


def test_a_long_message_is_cut(judge) -> None:
    assert (
        len(judge("false", message="contracts.map(c, c.title).join('') + '" + "x" * 3000 + "'").message)
        == 1000
    )


def test_outside_of_its_scope_a_policy_does_not_apply(judge) -> None:
    assert judge("1 / 0 == 1", scope="service.kind == 'bff'").state is State.NOT_APPLICABLE


def test_a_scope_that_cannot_be_decided_is_unknown(judge) -> None:
    document = a_document()
    del document["dependencies"]
    verdict = judge("true", document, scope="dependencies.size() > 0")
    assert verdict.state is State.UNKNOWN
    assert verdict.message == (
        "`dependencies` is not known. No release says what orders depends on. The pipeline of payments registers one."
    )


@pytest.mark.parametrize("rule", ["1", "'true'", "null", "service.technical_owner", "[true]"])
def test_a_rule_that_is_neither_true_nor_false_is_unknown(judge, rule) -> None:
    verdict = judge(rule)
    assert (verdict.state, verdict.message) == (State.UNKNOWN, "Its rule is neither true nor false.")


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("service.technical_owner.kind == 'fusion'", "null or of another kind"),
        ("service.system > 3", "null or of another kind"),
        ("'tier ' + 1 == ''", "string + int"),
        ("releases[7].version == ''", "out of bounds"),
        ("1 / (service.tier - 2) == 1", "division by zero"),
        ("timestamp(service.slug) < now", "timestamp"),
        ("9223372036854775807 + service.tier > 0", "overflow"),
        ("service.title.matches('[')", "regex"),
    ],
)
def test_an_error_is_unknown_and_says_what_went_wrong(judge, rule, reason) -> None:
    verdict = judge(rule)
    assert verdict.state is State.UNKNOWN
    assert reason in verdict.message


def test_expressions_that_cannot_be_read_are_unknown(judge) -> None:
    verdict = judge("1 +")
    assert (verdict.state, verdict.message) == (
        State.UNKNOWN,
        "Its expressions cannot be read: The expression ends too early.",
    )


def test_what_is_known_to_be_none_can_be_compared_with(judge) -> None:
    assert judge("service.technical_owner == null").state is State.PASS


def test_a_review_that_is_not_finished_says_so(judge) -> None:
    document = a_document(contracts=[a_contract(versions=[a_version(review={"state": "running"})])])
    verdict = judge("contracts.all(c, c.versions.all(v, v.review.verdict == 'pass'))", document)
    assert verdict.state is State.UNKNOWN
    assert "The review of a contract version has not been finished" in verdict.message


class TestVariables:
    def test_are_named_expressions(self, judge) -> None:
        variables = {"low": "service.tier > limit", "limit": "1 // the most critical"}
        assert judge("low", variables=variables).state is State.PASS

    def test_may_be_null(self, judge) -> None:
        assert (
            judge("co_owner == null", variables={"co_owner": "service.technical_owner"}).state is State.PASS
        )

    def test_are_evaluated_where_they_are_needed_only(self, judge) -> None:
        assert judge("service.tier == 2 || bad", variables={"bad": "1 / 0 == 1"}).state is State.PASS

    def test_fail_what_needs_them(self, judge) -> None:
        assert judge("bad", variables={"bad": "1 / 0 == 1"}).state is State.UNKNOWN

    def test_are_seen_by_the_scope_and_the_message(self, judge) -> None:
        verdict = judge("false", scope="v > 1", message="string(v)", variables={"v": "service.tier"})
        assert verdict.message == "2"


class TestAttestedFacts:
    MESH = a_document(**attested(mesh={"mtls": True}))

    def test_count_while_they_are_fresh(self, judge) -> None:
        verdict = judge("facts['mesh'].mtls", self.MESH)
        assert (verdict.state, verdict.sources) == (State.PASS, ("mesh",))

    @pytest.mark.parametrize(
        "rule", ["true || facts.mesh.mtls", "!has(facts.mesh.mtls)", "[].all(x, facts['mesh'].x)"]
    )
    def test_that_nobody_attested_are_unknown_whatever_is_made_of_them(self, judge, rule) -> None:
        verdict = judge(rule)
        assert verdict.state is State.UNKNOWN
        assert verdict.message == (
            "`mesh` was never attested. Whoever runs it, or payments, states it at /api/v1/services/orders/facts/mesh."
        )

    def test_that_are_stale_are_unknown(self, judge) -> None:
        document = a_document(**attested(mesh={"mtls": True}))
        document["sources"]["mesh"]["expires_at"] = "2026-03-01T12:00:00Z"
        assert "has been stale since 2026-03-01 12:00 UTC" in judge("facts.mesh.mtls", document).message

    @pytest.mark.parametrize("part", ["scope", "message", "variables"])
    def test_count_wherever_they_are_named(self, judge, part) -> None:
        named = {"scope": "true || facts.mesh.mtls", "message": "string(facts.mesh.mtls)"}
        parts = {part: named[part]} if part in named else {"variables": {"unused": "facts.mesh.mtls"}}
        assert judge("true", **parts).state is State.UNKNOWN

    def test_of_the_rule_are_not_owed_outside_of_the_scope(self, judge) -> None:
        assert judge("facts.mesh.mtls", scope="service.tier == 1").state is State.NOT_APPLICABLE

    def test_that_leave_something_out_say_so(self, judge) -> None:
        assert (
            judge("facts.mesh.strict", self.MESH).message
            == "`mesh` was attested for orders without `strict`."
        )


def test_the_instant_is_given(pool) -> None:
    policy = Policy(slug="draft", title="", rule="now < timestamp('2026-01-01T00:00:00Z')")
    for year, state in ((2025, State.PASS), (2026, State.FAIL)):
        assert pool.evaluate([policy], a_document(), datetime(year, 6, 1, tzinfo=UTC))["draft"].state is state


def test_a_promotion_is_judged_with_its_environment_and_release(judge) -> None:
    document = a_document(environment={"slug": "production", "production": True, "rank": 3})
    rule = "environment != null && environment.production"
    assert [judge(rule, document).state, judge(rule).state] == [State.PASS, State.FAIL]
