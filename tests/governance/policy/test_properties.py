"""Whatever somebody writes, and whatever is recorded, judging answers; and no missing fact is ever passed over."""

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.policy.files import LIBRARY, policies_in
from governance.policy.model import Policy, State
from governance.policy.names import names_in
from tests.governance.policy.documents import NOW, a_document

LIBRARY_POLICIES = policies_in(LIBRARY)
AT = datetime.fromisoformat(NOW)
RELAXED = settings(
    max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

VOCABULARY = r"""
    facts ['mesh'] ["mesh"] .mesh .mtls service .tier owner .members contracts dependencies now true false null
    && || ! == != < > in ( ) [ ] { } , : ? + - * / % . 1 0 2.5 'a' "b" r'\' b'c' '''d''' //
    .all(x, .exists(c, .map(c, .filter(c, has( size( string( timestamp( duration( '24h' x c
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
EXPRESSIONS = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=60))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, steps: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [steps, *(place for step, part in inner for place in places(part, (*steps, step)))]


@st.composite
def damaged_documents(draw) -> dict[str, Any]:
    """A document in which some members are missing or something else."""
    document = a_document(
        facts={"mesh": {"mtls": True}}, sources={"mesh": {"expires_at": "2026-03-02T00:00:00Z"}}
    )
    for _ in range(draw(st.integers(0, 4))):
        *steps, last = draw(st.sampled_from(places(document)[1:]))
        place: Any = document
        for step in steps:
            place = place[step]
        if draw(st.booleans()):
            place[last] = draw(JSON)
        else:
            del place[last]
    return deepcopy(document)


@RELAXED
@given(document=damaged_documents())
def test_every_document_is_answered(pool, document) -> None:
    verdicts = pool.evaluate(LIBRARY_POLICIES, document, AT)
    assert set(verdicts) == {policy.slug for policy in LIBRARY_POLICIES}
    assert all(
        verdict.message for verdict in verdicts.values() if verdict.state in {State.FAIL, State.UNKNOWN}
    )
    assert not any("megabytes" in verdict.message for verdict in verdicts.values()), "no worker was lost"


@RELAXED
@given(rule=EXPRESSIONS, scope=EXPRESSIONS, message=EXPRESSIONS, variable=EXPRESSIONS)
def test_every_expression_is_answered(pool, rule, scope, message, variable) -> None:
    policy = Policy(
        slug="any", title="Any", rule=rule, scope=scope, message=message, variables={"x": variable}
    )
    for mistake in pool.check(policy):
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert mistake.message
    verdict = pool.evaluate([policy], a_document(), AT)["any"]
    assert "megabytes" not in verdict.message, "no worker was lost"


@RELAXED
@given(
    rule=EXPRESSIONS,
    named=st.sampled_from(["facts['mesh'].x", 'facts["mesh"]', "has(facts.mesh.x)", "facts.mesh"]),
)
def test_a_policy_that_names_a_missing_source_never_passes_or_fails(pool, rule, named) -> None:
    for shape in ("({rule}\n) || {named}", "{named} || ({rule}\n)", "({rule}\n) || true || {named} == 1"):
        policy = Policy(slug="any", title="Any", rule=shape.format(rule=rule, named=named))
        if not pool.check(policy):
            assert pool.evaluate([policy], a_document(), AT)["any"].state is State.UNKNOWN


@RELAXED
@given(rule=EXPRESSIONS)
def test_an_accepted_policy_that_decides_without_a_source_decides_the_same_whatever_it_attests(
    pool, rule
) -> None:
    """So that no use of `facts` escapes the reader of names."""
    policy = Policy(slug="any", title="Any", rule=rule)
    if pool.check(policy) or names_in(rule).sources:
        return
    without = pool.evaluate([policy], a_document(), AT)["any"].state
    fresh = {"expires_at": "2027-01-01T00:00:00Z"}
    attested = a_document(facts={"mesh": True, "x": {}}, sources={"mesh": fresh, "x": fresh})
    assert pool.evaluate([policy], attested, AT)["any"].state is without


@pytest.mark.parametrize("policy", LIBRARY_POLICIES, ids=lambda policy: policy.slug)
def test_a_verdict_holds_until_it_says(policy, pool) -> None:
    """Just before `until`, nothing but the clock having moved, the verdict is the same."""
    verdict = pool.evaluate([policy], a_document(), AT)[policy.slug]
    later = min(verdict.until or datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    again = pool.evaluate([policy], a_document(), AT + (later - AT) * 0.999)[policy.slug]
    assert again.state is verdict.state
