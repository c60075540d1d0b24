"""One folder per rule, one folder per case in it: a pair of documents and all the changes between them."""

from pathlib import Path
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.rules import RULES
from catalog.contracts.ruling import Rule
from tests.contracts.cases import CASES, compared, expected

UNDECIDABLE = {
    "format-changed-to-unknown": "nobody knows which texts are of a format without a meaning",
    "pattern-changed": "whether one pattern includes another is not decided; a sample shows it where it does not",
}

BEYOND_VALIDATORS = {"another-form-is-not-meant": "no validator asks a discriminator which form is meant"}


def described(comparison: Comparison) -> list[dict[str, Any]]:
    return [
        {
            "rule": change.rule_id,
            "severity": change.severity,
            "direction": change.direction,
            "operations": list(change.operations),
            "fields": list(change.fields),
            "proven": change.witness is not None,
        }
        for change in comparison.changes
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_pair_of_documents_has_exactly_the_expected_changes(case: Path) -> None:
    comparison = compared(case)

    assert described(comparison) == expected(case)["changes"]
    assert comparison.undecided == ()


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_has_a_case_that_fires_and_one_that_does_not(rule_id: str) -> None:
    cases = [expected(case)["changes"] for case in CASES if case.parent.name == rule_id]
    fired = [any(change["rule"] == rule_id for change in changes) for changes in cases]

    assert any(fired), "no case in which it fires"
    assert not all(fired), "no case in which it stays silent"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_case_for_each_direction_that_it_knows(rule: Rule) -> None:
    """Without a direction of its own a rule knows both, or none: what is told of an operation as such has none."""
    cases = [expected(case)["changes"] for case in CASES if case.parent.name == rule.id]
    fired = {change["direction"] for changes in cases for change in changes if change["rule"] == rule.id}

    assert fired == {rule.direction} if rule.direction else fired in ({None}, {"request", "response"})


def test_every_folder_of_cases_is_named_like_a_rule() -> None:
    assert {case.parent.name for case in CASES} <= set(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_breaking_or_dangerous_change_of_a_schema_comes_with_a_witness(case: Path) -> None:
    unproven = {
        change.rule_id
        for change in compared(case).changes
        if change.about_values and change.severity != "safe" and not change.witness
    }

    assert unproven <= UNDECIDABLE.keys() or case.name in BEYOND_VALIDATORS
