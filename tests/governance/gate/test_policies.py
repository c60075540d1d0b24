"""The gate holds a release to the policies that are in effect where it wants to go, by the facts of this instant."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.actions.services import put_service
from governance.actions.policies import put_policy
from governance.actions.promotions import ask
from governance.promotion.decide import decide
from governance.promotion.facts import Facts


@pytest.fixture
def scoring(world):
    service = world.service("scoring")
    world.release("scoring", "1.0.0")
    return service


@pytest.fixture
def tiered(world, scoring):
    """Have it that services are of tier 1, with this enforcement."""

    def write(enforcement="enforce", **fields):
        fields |= {"title": "Tiered", "rule": "service.tier == 1", "message": "'The tier is 3.'"}
        return put_policy(world.admin, "tiered", fields | {"enforcement": {"production": enforcement}})

    return write


def answer(world, environment="production"):
    _, decision = ask("scoring", "1.0.0", world.environments[environment])
    reasons = [
        (r.code, str(r.effect), r.responsible) for r in decision.reasons if r.code.startswith("policy")
    ]
    return decision.decision, reasons


@pytest.mark.parametrize(
    ("enforcement", "expected"),
    [
        ("enforce", ("deny", [("policy-fails", "deny", "scoring-team")])),
        ("warn", ("allow", [("policy-fails", "warn", "scoring-team")])),
        ("audit", ("allow", [])),
        ("off", ("allow", [])),
    ],
)
def test_what_a_failing_policy_does_depends_on_its_enforcement(world, tiered, enforcement, expected):
    tiered(enforcement)
    assert answer(world) == expected
    assert answer(world, "staging") == ("allow", [])


def test_it_is_judged_by_the_facts_of_this_instant(world, tiered):
    tiered()
    put_service(world.people["scoring"], "scoring", {"tier": 1})
    assert answer(world) == ("allow", [])


def test_nothing_is_enforced_before_its_day(world, tiered):
    tiered(effective_at=timezone.now() + timedelta(hours=1))
    assert answer(world) == ("allow", [])
    tiered(effective_at=timezone.now() - timedelta(hours=1))
    assert answer(world)[0] == "deny"


@pytest.mark.parametrize(
    ("enforcement", "expected"),
    [
        ("enforce", ("unknown", [("policy-unknown", "unknown", "scoring-team")])),
        ("warn", ("allow", [("policy-unknown", "warn", "scoring-team")])),
    ],
)
def test_what_is_not_attested_is_unknown(world, tiered, enforcement, expected):
    tiered(enforcement, variables={"mtls": "facts['mesh'].mtls || true"})
    put_policy(world.admin, "tiered", {"rule": "mtls"})
    assert answer(world) == expected


def test_a_policy_can_ask_for_the_release_and_the_environment(world, scoring):
    rule = "release.version != '1.0.0' || !environment.production"
    put_policy(
        world.admin,
        "major",
        {"title": "M", "rule": rule, "enforcement": {"production": "enforce", "staging": "enforce"}},
    )
    assert answer(world)[0] == "deny"
    assert answer(world, "staging")[0] == "allow"


def test_a_decision_is_made_again_from_what_was_stored(world, scoring, tiered):
    tiered()
    promotion = world.promote(scoring.releases.get())
    promotion.refresh_from_db()
    assert promotion.decision == "deny"
    assert promotion.reasons[0]["link"] == "/policies/tiered"
    assert promotion.document["service"]["tier"] == 3
    assert promotion.document["release"]["version"] == "1.0.0"
    facts = Facts.from_json(promotion.facts)
    assert decide(facts).decision == "deny"
    promotion.facts["policies"][0]["state"] = "pass"
    assert decide(Facts.from_json(promotion.facts)).decision == "allow"


def test_a_waiver_that_holds_lets_the_release_pass_and_says_so(world, scoring, tiered):
    tiered()
    promotion = world.promote(scoring.releases.get())
    promotion.refresh_from_db()
    waived = {"waived_by": "governor", "waived_until": "2030-01-01T00:00:00+00:00"}
    promotion.facts["policies"][0] |= waived
    decision = decide(Facts.from_json(promotion.facts))
    assert (decision.decision, decision.reasons[0].code) == ("allow", "policy-waived")
    assert "governor waived it until 2030-01-01" in decision.reasons[0].message
