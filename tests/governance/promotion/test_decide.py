"""The gate's decision, as a function of facts alone."""

from dataclasses import replace
from datetime import date

from governance.promotion.decide import decide
from governance.promotion.facts import Break, Facts, Fit, Judged, Offer, Provided, Use
from governance.promotion.replay import Judgement

TODAY = date(2026, 11, 24)
RENAMED = Break("Response field score was removed.", "response-property-removed", "f1", ("GET /reports/{}",))
FITS = Fit("2.5.0", in_range=True)
BREAKS = Fit("2.4.0", in_range=True, breaks=(RENAMED,))
REVIEWED = Provided("credit-check", "credit-api", "2.4.0", "credit", 1, "done", "fail", breaking=1)


def offer(*fits: Fit) -> Offer:
    return Offer("credit-check", "2.4.0", "credit", fits)


def use(*offers: Offer, **changes: object) -> Use:
    basic = Use(
        consumer="underwriting",
        release="3.1.0",
        consumer_owner="risk",
        provider="credit-check",
        provider_owner="credit",
        contract="credit-api",
        range="^2.1",
        built_against="2.3.0",
        offers=offers,
    )
    return replace(basic, **changes)


def facts(**changes: object) -> Facts:
    basic = Facts(
        "credit-check", "2.4.0", "production", TODAY, "credit", registered=True, provides=(REVIEWED,)
    )
    return replace(basic, **changes)


def codes(given: Facts) -> tuple[str, list[str]]:
    decision = decide(given)
    return decision.decision, [reason.code for reason in decision.reasons]


def test_a_deployed_consumer_that_breaks_denies_and_is_named_with_its_owner() -> None:
    decision = decide(facts(consumers=(use(offer(BREAKS)),)))
    assert decision.decision == "deny"
    [reason] = decision.reasons
    assert reason.code == "consumer-breaks"
    assert reason.responsible == "risk"
    assert "underwriting 3.1.0" in reason.message
    assert "score" in reason.message


def test_the_order_says_who_goes_first() -> None:
    steps = decide(facts(consumers=(use(offer(BREAKS)),))).order
    assert [step.service for step in steps] == ["underwriting", "credit-check"]


def test_a_failed_review_alone_does_not_deny_and_the_answer_says_why() -> None:
    assert codes(facts()) == ("allow", ["breaking-change-unused"])


def test_a_consumer_that_breaks_in_another_environment_is_a_warning() -> None:
    assert codes(facts(elsewhere=(("staging", use(offer(BREAKS))),))) == (
        "allow",
        ["breaks-elsewhere", "breaking-change-unused"],
    )


def test_one_version_that_fits_among_those_side_by_side_is_enough() -> None:
    assert codes(facts(consumers=(use(offer(BREAKS, FITS)),)))[0] == "allow"


def test_every_provider_that_runs_must_fit() -> None:
    assert codes(facts(uses=(use(offer(FITS), offer(BREAKS)),))) == (
        "deny",
        ["provider-incompatible", "breaking-change-unused"],
    )


def test_a_range_forbids_what_would_fit() -> None:
    outside = replace(FITS, in_range=False)
    assert codes(facts(consumers=(use(offer(outside)),)))[1] == ["consumer-range-forbids"]


def test_a_range_never_makes_an_incompatible_version_fit() -> None:
    assert codes(facts(consumers=(use(offer(BREAKS), range="*"),)))[0] == "deny"


def test_a_contract_that_is_no_longer_provided_denies() -> None:
    assert codes(facts(consumers=(use(),)))[1] == ["contract-withdrawn"]


def test_what_could_not_be_decided_is_unknown() -> None:
    undecided = replace(FITS, undecided=("a pattern",))
    assert codes(facts(consumers=(use(offer(undecided)),))) == ("unknown", ["consumer-undecided"])


def test_a_consumer_without_a_baseline_is_unknown_and_owes_one() -> None:
    decision = decide(facts(consumers=(use(offer(FITS), built_against=None),)))
    assert decision.decision == "unknown"
    assert decision.reasons[0].code == "consumer-baseline-unknown"
    assert decision.reasons[0].responsible == "risk"


def test_a_provider_that_is_not_registered_is_unknown() -> None:
    assert codes(facts(provides=(), uses=(use(provider_owner=None),))) == (
        "unknown",
        ["provider-unregistered"],
    )


def test_a_provider_that_does_not_run_there_denies() -> None:
    assert codes(facts(provides=(), uses=(use(),))) == ("deny", ["provider-missing"])


def test_an_unfinished_review_is_unknown() -> None:
    pending = replace(REVIEWED, review_state="running", verdict=None, breaking=0)
    assert codes(facts(provides=(pending,))) == ("unknown", ["review-unfinished"])


def test_a_review_that_could_not_be_finished_is_unknown() -> None:
    failed = replace(REVIEWED, review_state="failed", verdict=None, breaking=0)
    assert codes(facts(provides=(failed,))) == ("unknown", ["review-failed-to-run"])


def test_deny_beats_unknown() -> None:
    unknown = use(offer(FITS), built_against=None)
    assert codes(facts(consumers=(unknown, use(offer(BREAKS)))))[0] == "deny"


def test_an_environment_may_let_unknown_pass_and_says_so() -> None:
    given = facts(provides=(), uses=(use(provider_owner=None),), unknown_passes=True)
    assert codes(given) == ("allow", ["unknown-passes", "provider-unregistered"])


def test_letting_unknown_pass_does_not_let_a_denial_pass() -> None:
    assert codes(facts(consumers=(use(offer(BREAKS)),), unknown_passes=True))[0] == "deny"


def test_a_gate_that_is_off_gives_its_reasons_and_allows() -> None:
    assert codes(facts(consumers=(use(offer(BREAKS)),), gate_off=True)) == (
        "allow",
        ["gate-off", "consumer-breaks"],
    )


def test_nobody_registered_the_service() -> None:
    assert codes(facts(owner=None, registered=False)) == ("deny", ["service-not-registered"])


def test_nobody_registered_the_release() -> None:
    assert codes(facts(registered=False)) == ("deny", ["release-not-registered"])


def test_a_consumer_that_is_only_allowed_yet_counts_and_is_named_so() -> None:
    decision = decide(facts(consumers=(use(offer(BREAKS), pending=True),)))
    assert decision.decision == "deny"
    assert "underwriting 3.1.0 (allowed, not running yet)" in decision.reasons[0].message


def test_an_answer_is_never_without_a_reason() -> None:
    assert codes(facts(provides=())) == ("allow", ["nothing-in-the-way"])


def test_the_facts_survive_being_stored() -> None:
    given = facts(
        consumers=(use(offer(BREAKS, replace(FITS, sunset_at=TODAY))),), elsewhere=(("staging", use()),)
    )
    assert Facts.from_json(given.to_json()) == given


def test_only_who_is_in_the_way_stands_in_the_order() -> None:
    undecided = use(offer(replace(FITS, undecided=("a pattern",))), consumer="approval")
    steps = decide(facts(consumers=(use(offer(BREAKS)), undecided))).order
    assert [step.service for step in steps] == ["underwriting", "credit-check"]


def test_the_order_names_no_version_where_none_is_known() -> None:
    [first, _] = decide(facts(provides=(), uses=(use(built_against=None),))).order
    assert first.action == "deploy a release that provides credit-api"


def test_what_decides_comes_first() -> None:
    warned = Judged("runbook", "Runbook", "warn", "fail", "There is none.")
    unknown = Judged("secrets", "Secrets", "enforce", "unknown", "Nobody looked.")
    decision = decide(facts(policies=(warned, unknown)))
    assert decision.decision == "unknown"
    assert decision.reasons[0].code == "policy-unknown"


def test_in_which_order_reasons_were_stored_is_no_judgement() -> None:
    decision = decide(facts(consumers=(use(offer(BREAKS)), use(offer(BREAKS), consumer="approval"))))
    turned = replace(decision, reasons=decision.reasons[::-1])
    assert Judgement.of(decision) == Judgement.of(turned)
