"""A verdict says when it can change by itself."""

from datetime import UTC, datetime

import pytest

from governance.policy.model import Policy
from tests.governance.policy.documents import a_contract, a_dependency, a_document, a_version, attested

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def until(pool, now):
    def until(rule, document=None, **parts):
        policy = Policy(slug="draft", title="", rule=rule, **parts)
        return pool.evaluate([policy], document or a_document(), now)["draft"].until

    return until


def test_never_where_nothing_in_it_depends_on_time(until) -> None:
    assert until("service.tier == 2") is None


def test_when_the_first_of_its_facts_grows_stale(until) -> None:
    document = a_document(**attested(mesh={"mtls": True}, gateway={}, secrets={}))
    document["sources"]["mesh"]["expires_at"] = "2026-03-01T18:00:00Z"
    document["sources"]["secrets"]["expires_at"] = "2026-03-01T13:00:00Z"
    assert until("facts.mesh.mtls || has(facts.gateway.x)", document) == datetime(2026, 3, 1, 18, tzinfo=UTC)


def test_not_when_a_fact_grew_stale_already(until) -> None:
    document = a_document(**attested(mesh={"mtls": True}))
    document["sources"]["mesh"]["expires_at"] = "2026-02-01T18:00:00Z"
    assert until("facts.mesh.mtls", document) is None


def test_at_the_next_midnight_at_the_latest_where_it_looks_at_the_clock(until) -> None:
    assert until("now.getDayOfWeek() < 6") == MIDNIGHT


def test_when_an_instant_passes_that_it_compares_with_the_clock(until) -> None:
    document = a_document(dependencies=[a_dependency(sunset_at="2026-03-01T15:00:00Z")])
    rule = "dependencies.all(d, now < timestamp(d.sunset_at))"
    assert until(rule, document) == datetime(2026, 3, 1, 15, tzinfo=UTC)


def test_when_an_instant_is_as_far_away_as_the_expression_says(until) -> None:
    document = a_document(dependencies=[a_dependency(sunset_at="2026-03-31T20:30:00Z")])
    rule = "dependencies.all(d, timestamp(d.sunset_at) - now > duration('720h'))"
    assert until(rule, document) == datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


def test_when_a_state_follows_from_a_date_that_passes(until) -> None:
    version = a_version(state="deprecated", sunset_at="2026-09-01T00:00:00Z")
    document = a_document(contracts=[a_contract(versions=[version])])
    assert until("contracts.all(c, c.versions.all(v, v.state == 'active'))", document) == datetime(
        2026, 9, 1, tzinfo=UTC
    )


def test_when_it_takes_effect(until) -> None:
    effective = datetime(2026, 6, 1, tzinfo=UTC)
    assert until("true", effective_at=effective) == effective
    assert until("true", effective_at=datetime(2026, 1, 1, tzinfo=UTC)) is None
