"""A draft of a policy is tried against every service now, and against the promotions of the past; nothing is stored."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions.waivers import Request, decide_waiver, request_waiver
from governance.models import Policy, PolicyResult, Promotion

TRIAL = "/api/v1/policies/tiered/trial"
DRAFT = {"title": "Tiered", "rule": "service.tier == 1", "message": "'of tier ' + string(service.tier)"}


@pytest.fixture
def promoted(world):
    world.service("other")
    world.service("scoring")
    return world.promote(world.release("scoring", "1.0.0"))


def test_whom_it_would_hit_now_and_whom_it_would_have_refused(governing, promoted, world):
    world.promote(promoted.release, "staging")
    tried = governing.post(TRIAL, DRAFT | {"enforcement": {"production": "enforce"}})
    assert tried.status_code == 200
    body = tried.json()
    assert body["counts"] == {"pass": 0, "fail": 2, "unknown": 0, "not_applicable": 0}
    assert [(f["service"], f["owner"], f["message"]) for f in body["failing"]] == [
        ("other", "other-team", "of tier 3"),
        ("scoring", "scoring-team", "of tier 3"),
    ]
    (refused,) = body["promotions"]
    assert (refused["promotion"], refused["environment"]) == (promoted.pk, "production")
    assert (refused["decision"], refused["would_be"], refused["state"]) == ("allow", "deny", "fail")
    assert not Policy.objects.exists()
    assert not PolicyResult.objects.exists()


def test_a_draft_that_is_enforced_nowhere_is_tried_as_if_in_production(governing, promoted):
    body = governing.post(TRIAL, DRAFT).json()
    assert (body["enforced_in"], len(body["promotions"])) == (["production"], 1)


def test_what_is_not_attested_is_unknown(governing, promoted):
    body = governing.post(TRIAL, DRAFT | {"rule": "facts['mesh'].mtls"}).json()
    assert (body["counts"]["unknown"], len(body["unknown"])) == (2, 2)
    assert [p["would_be"] for p in body["promotions"]] == ["unknown"]


def test_a_draft_that_all_keep_to_changes_nothing(governing, promoted):
    body = governing.post(TRIAL, DRAFT | {"rule": "service.tier == 3"}).json()
    assert (body["counts"]["pass"], body["promotions"]) == (2, [])


def test_a_promotion_that_was_waived_from_the_policy_stays_allowed(governing, world, governor):
    service = world.service("scoring")
    enforced = DRAFT | {"enforcement": {"production": "enforce"}}
    governing.put("/api/v1/policies/tiered", enforced)
    ends = timezone.now() + timedelta(days=7)
    asked = request_waiver(world.people["scoring"], service, Request("For now.", ends, policy="tiered"))
    decide_waiver(governor, asked, "", approved=True)
    assert world.promote(world.release("scoring", "1.0.0")).decision == "allow"
    body = governing.post(TRIAL, enforced).json()
    assert (body["promotions"], body["promotions_tried"]) == ([], 1)


def test_only_the_asked_days_are_looked_back(governing, promoted):
    Promotion.objects.bulk_create(
        [
            Promotion(
                **{
                    name: getattr(promoted, name)
                    for name in ("release", "environment", "decision", "reasons", "facts", "requested_by")
                },
                document=None if days == 2 else promoted.document,
                created_at=timezone.now() - timedelta(days=days),
                valid_until=timezone.now() - timedelta(days=days),
            )
            for days in (2, 5, 20)
        ]
    )
    body = governing.post(TRIAL, DRAFT | {"days": 10}).json()
    assert (len(body["promotions"]), body["promotions_without_document"]) == (2, 1)


def test_a_promotion_whose_stored_document_is_older_than_what_the_draft_reads_is_told_apart(
    governing, promoted, world
):
    document = promoted.document | {"version": 1}
    del document["service"]["deprecations"]
    kept = ("release", "environment", "decision", "reasons", "facts", "requested_by", "valid_until")
    old = Promotion(
        **{name: getattr(promoted, name) for name in kept},
        document=document,
        created_at=timezone.now() - timedelta(days=3),
    )
    Promotion.objects.bulk_create([old])
    body = governing.post(TRIAL, DRAFT | {"rule": "service.deprecations.size() == 1"}).json()
    assert [one["promotion"] for one in body["promotions"]] == [promoted.pk]
    assert (body["promotions_tried"], body["promotions_changed"], body["promotions_lacking"]) == (1, 1, 1)
    (lacking,) = body["lacking"]
    assert (lacking["service"], lacking["decision"]) == ("scoring", "allow")
    assert (
        lacking["message"]
        == "The stored document of version 1 lacks `deprecations`, which came with version 2."
    )


def test_a_draft_that_never_ends_is_given_up_after_a_few(governing, promoted, world):
    for number in range(1, 9):
        world.promote(world.release("scoring", f"1.{number}.0"))
    ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]"
    endless = "".join(f"{ten}.all({name}, " for name in "abcdefghij") + "true" + ")" * 10
    body = governing.post(TRIAL, DRAFT | {"rule": endless}).json()
    assert (body["counts"]["unknown"], body["promotions_changed"]) == (2, 9)
    assert [one["would_be"] for one in body["promotions"]] == ["unknown"] * 9
    assert sum("was not tried" in one["message"] for one in body["promotions"]) == 6


def test_a_bad_draft_is_refused_with_its_place(governing):
    refused = governing.post(TRIAL, DRAFT | {"rule": "service.teir == 1"})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["pointer"], error["line"], error["column"]) == ("/rule", 1, 9)
    assert governing.post(TRIAL, DRAFT | {"days": 0}).json()["errors"][0]["pointer"] == "/days"


def test_who_may_try(api_of, stranger, owner):
    assert api_of(stranger).post(TRIAL, DRAFT).status_code == 403
    assert api_of(owner).post(TRIAL, DRAFT).status_code == 403
