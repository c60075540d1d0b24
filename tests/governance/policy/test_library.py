"""The built-in policies: what each says of services that keep to it, that do not, and that nobody can tell of."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from governance.policy.files import LIBRARY, SEVERITIES, policies_in, sources_in
from governance.policy.outline import Outline
from governance.policy.schema import json_schema
from tests.governance.policy.documents import a_document, changed

POLICIES = {policy.slug: policy for policy in policies_in(LIBRARY)}
SOURCES = {source.slug: source for source in sources_in(LIBRARY)}
CASES = sorted((Path(__file__).parent / "library").glob("*/*.json"))
ENOUGH = 30


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_it_says_what_the_case_is_called(file, pool, now) -> None:
    case = json.loads(file.read_text())
    policy = POLICIES[file.parent.name]
    verdict = pool.evaluate([policy], changed(a_document(), case), now)[policy.slug]
    assert verdict.state == file.stem.partition("-")[0], (case["why"], verdict)
    assert bool(verdict.message) == (verdict.state in {"fail", "unknown"})
    assert case.get("says", "") in verdict.message
    assert verdict.message != policy.title or not policy.message, "its message cannot be made"


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_its_case_can_be(file) -> None:
    """A case is a document of today, unless it says that it was stored before something was told."""
    case = json.loads(file.read_text())
    if not case["why"].startswith("A document that was stored before"):
        assert list(jsonschema_rs.validator_for(json_schema()).iter_errors(changed(a_document(), case))) == []
    for source, data in case.get("attested", {}).items():
        assert jsonschema_rs.validator_for(SOURCES[source].schema).is_valid(data)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
class TestEveryPolicy:
    def test_has_cases_of_each_state(self, policy) -> None:
        states = {file.stem.partition("-")[0] for file in CASES if file.parent.name == policy.slug}
        assert {"pass", "fail", "unknown"} <= states

    def test_has_no_mistake(self, policy, pool) -> None:
        assert pool.check(policy) == []

    def test_says_why_and_what_to_do(self, policy) -> None:
        assert len(policy.rationale) > 60
        assert len(policy.remediation) > 60
        assert policy.severity in SEVERITIES
        assert policy.categories

    def test_is_at_audit_until_somebody_raises_it(self, policy) -> None:
        assert policy.enforcement == {}

    def test_rests_on_sources_that_ship_with_it(self, policy) -> None:
        outline = Outline.of(policy)
        for root, *steps in outline.paths(*outline.names):
            if root == "facts":
                assert steps[1] in SOURCES[steps[0]].schema["properties"]


def test_there_are_enough_of_them() -> None:
    assert len(POLICIES) >= ENOUGH


def test_every_source_that_ships_is_used() -> None:
    used = {source for policy in POLICIES.values() for source in Outline.of(policy).sources("scope", "rule")}
    assert used == set(SOURCES)
