"""A part of a schema, without root types, is for others to use: all that it defines counts as used, both ways."""

import pytest

from catalog.contracts.changes import Severity
from catalog.contracts.compare import compare_documents


@pytest.mark.parametrize(
    ("previous", "current", "rule", "severity"),
    [
        ("enum E { A B }", "enum E { A }", "graphql-enum-value-removed", "breaking"),
        ("enum E { A }", "enum E { A B }", "graphql-enum-value-added", "dangerous"),
        ("type A { a: Int } type B", "type A { a: Int }", "graphql-type-removed", "breaking"),
        ("input I { a: Int }", "input I { a: Int! }", "graphql-input-field-became-required", "breaking"),
        ("type A { a(b: Int): Int }", "type A { a: Int }", "graphql-argument-removed", "breaking"),
        ("type A union U = A", "type A type B union U = A | B", "graphql-union-member-added", "dangerous"),
        (
            "directive @d on OBJECT | ENUM",
            "directive @d on ENUM",
            "graphql-directive-location-removed",
            "breaking",
        ),
        ("interface I type A implements I", "interface I type A", "graphql-interface-removed", "breaking"),
        ("scalar A scalar B", "scalar A", "graphql-type-removed", "breaking"),
        ("type A", "scalar A", "graphql-type-kind-changed", "breaking"),
    ],
)
def test_it_is_judged_as_if_everything_were_used(
    previous: str, current: str, rule: str, severity: Severity
) -> None:
    worst = compare_documents(previous, current, format="graphql").changes[0]

    assert (worst.rule_id, worst.severity) == (rule, severity)
