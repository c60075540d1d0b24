"""Policies and fact sources as files are read strictly, and every mistake has its place."""

from datetime import UTC, datetime

import pytest

from governance.policy.files import (
    LIBRARY,
    PolicyFileError,
    policies_in,
    read_policy,
    read_source,
    sources_in,
    write_policy,
)
from governance.policy.model import Enforcement

WHOLE = """\
title: Tiers are set
scope: service.kind != 'frontend'
variables:
  limit: "3"
rule: |
  service.tier <= limit
message: "'too low'"
rationale: Because.
remediation: Do it.
severity: high
categories: [operations]
enforcement:
  production: enforce
  staging: warn
effective_at: '2026-06-01T00:00:00Z'
max_waiver: P30D
"""


def test_every_field_is_read() -> None:
    policy = read_policy(WHOLE, "tiers-are-set")
    assert (policy.slug, policy.title, policy.severity) == ("tiers-are-set", "Tiers are set", "high")
    assert policy.rule == "service.tier <= limit\n"
    assert policy.variables == {"limit": "3"}
    assert policy.categories == ("operations",)
    assert policy.enforcement == {"production": Enforcement.ENFORCE, "staging": Enforcement.WARN}
    assert policy.effective_at == datetime(2026, 6, 1, tzinfo=UTC)
    assert policy.max_waiver == "P30D"


def test_a_title_and_a_rule_are_enough() -> None:
    policy = read_policy("title: A\nrule: 'true'", "a")
    assert (policy.severity, policy.enforcement, policy.effective_at) == ("medium", {}, None)
    assert policy.max_waiver == "P90D"


def test_a_day_begins_in_utc() -> None:
    policy = read_policy("title: A\nrule: 'true'\neffective_at: 2026-06-01", "a")
    assert policy.effective_at == datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("title: A\nrule: 'x'\nrul: 'x'", (1, 1), "'rul' was unexpected"),
        ("title: A", (1, 1), '"rule" is a required property'),
        ("title: A\nrule: true", (2, 1), 'is not of type "string"'),
        ("title: A\ntitle: B\nrule: 'x'", (2, 1), "stands twice"),
        ("title: A\nrule: 'x'\nenforcement:\n  production: must", (4, 3), '"must" is not one of'),
        ("title: A\nrule: 'x'\nseverity: urgent", (3, 1), '"urgent" is not one of'),
        ("title: A\nrule: 'x'\nmax_waiver: P1M", (3, 1), "no ISO 8601 duration"),
        ("title: A\nrule: 'x'\nmax_waiver: 30", (3, 1), 'is not of type "string"'),
        ("title: A\nrule: 'x'\neffective_at: soon", (3, 1), "This is no instant"),
        ("title: A\nrule: 'x'\nvariables:\n  a: 1", (4, 3), 'is not of type "string"'),
        ("title: 'A\nrule: x", (2, 8), "not valid"),
        ("- a", (1, 1), 'is not of type "object"'),
        ("a: &a [*a]", (1, 8), ""),
        ("title: !!python/object:os.system x\nrule: 'x'", (1, 8), "tag"),
    ],
)
def test_a_mistake_has_its_place(text, place, reason) -> None:
    with pytest.raises(PolicyFileError) as refused:
        read_policy(text, "a")
    mistake = refused.value.mistakes[0]
    assert (mistake.line, mistake.column) == place
    assert reason in mistake.message
    assert str(mistake).startswith(f"a.yaml:{place[0]}:{place[1]}: ")


def test_a_file_is_called_by_its_slug() -> None:
    with pytest.raises(PolicyFileError, match="called by its slug"):
        read_policy(WHOLE, "Tiers are set")


def test_a_folder_is_refused_with_the_mistakes_of_all_its_files(tmp_path) -> None:
    (tmp_path / "good.yaml").write_text(WHOLE)
    (tmp_path / "bad.yaml").write_text("title: A")
    (tmp_path / "worse.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(PolicyFileError) as refused:
        policies_in(tmp_path)
    assert [mistake.file for mistake in refused.value.mistakes] == ["bad.yaml", "worse.yaml"]


def test_a_folder_is_read_in_order(tmp_path) -> None:
    for slug in ("b", "a"):
        (tmp_path / f"{slug}.yaml").write_text(WHOLE)
    assert [policy.slug for policy in policies_in(tmp_path)] == ["a", "b"]
    assert sources_in(tmp_path) == []


def test_a_fact_source_has_a_schema() -> None:
    source = read_source("title: Mesh\nschema: {type: object}", "mesh")
    assert (source.slug, source.title, source.schema) == ("mesh", "Mesh", {"type": "object"})


def test_what_is_written_is_read_as_the_same() -> None:
    assert read_policy(write_policy(read_policy(WHOLE, "a")), "a") == read_policy(WHOLE, "a")
    for policy in policies_in(LIBRARY):
        assert read_policy(write_policy(policy), policy.slug) == policy
