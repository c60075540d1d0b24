"""The main job: a release that would break a deployed consumer is refused, and what mends it is let in."""

from observability.models import Alert


def build(world, contract, using):
    """Credit-check 2.3.0 and an underwriting built against it, both in production."""
    world.service("credit-check")
    world.service("underwriting")
    world.submit("credit-check", "2.3.0", contract("score", "grade"))
    world.deploy(world.release("credit-check", "2.3.0", provides=("2.3.0",)))
    consumes = using(
        "credit-check", "2.3.0", "score", version="^2.1", operations=["GET /reports/{report_id}"]
    )
    underwriting = world.release("underwriting", "1.0.0", consumes=(consumes,))
    world.deploy(underwriting)
    return underwriting


def break_it(world, contract):
    review = world.submit("credit-check", "2.4.0", contract("credit_score", "grade"))
    return review, world.release("credit-check", "2.4.0", provides=("2.4.0",))


def codes(promotion):
    return [reason["code"] for reason in promotion.reasons]


def test_the_review_fails_and_names_the_consumer_with_where_it_runs(world, contract, using):
    build(world, contract, using)
    review, _ = break_it(world, contract)
    assert review.verdict == "fail"
    [consumer] = review.impacted
    assert (consumer["service"], consumer["owner"]) == ("underwriting", "underwriting-team")
    assert consumer["environments"] == ["production"]
    assert consumer["operations"] == ["GET /reports/{}"]


def test_promotion_is_denied_where_the_broken_consumer_runs(world, contract, using):
    build(world, contract, using)
    _, release = break_it(world, contract)
    promotion = world.promote(release)
    assert promotion.decision == "deny"
    [reason] = [reason for reason in promotion.reasons if reason["effect"] == "deny"]
    assert reason["code"] == "consumer-breaks"
    assert "underwriting" in reason["message"]
    assert reason["responsible"] == "underwriting-team"


def test_it_is_allowed_with_a_warning_where_the_consumer_does_not_run(world, contract, using):
    build(world, contract, using)
    _, release = break_it(world, contract)
    promotion = world.promote(release, "staging")
    assert promotion.decision == "allow"
    assert {"breaks-elsewhere", "breaking-change-unused"} <= set(codes(promotion))
    assert any("underwriting" in reason["message"] for reason in promotion.reasons)


def test_it_is_allowed_once_the_consumers_mended_release_is_deployed(world, contract, using):
    build(world, contract, using)
    _, release = break_it(world, contract)
    mended = world.release(
        "underwriting", "1.1.0", consumes=(using("credit-check", "2.4.0", "credit_score"),)
    )
    world.deploy(mended)
    assert world.promote(release).decision == "allow"


def test_a_consumer_that_reads_another_field_does_not_hold_it_back(world, contract, using):
    world.service("credit-check")
    world.service("approval")
    world.submit("credit-check", "2.3.0", contract("score", "grade"))
    world.deploy(world.release("credit-check", "2.3.0", provides=("2.3.0",)))
    world.deploy(world.release("approval", "1.0.0", consumes=(using("credit-check", "2.3.0", "grade"),)))
    _, release = break_it(world, contract)
    assert world.promote(release).decision == "allow"


def test_the_next_version_that_keeps_both_is_judged_against_the_last_that_passed(world, contract, using):
    build(world, contract, using)
    break_it(world, contract)
    review = world.submit("credit-check", "2.5.0", contract("score", "credit_score", "grade"))
    assert (review.verdict, review.baseline.version) == ("pass", "2.3.0")
    assert world.promote(world.release("credit-check", "2.5.0", provides=("2.5.0",))).decision == "allow"


def test_the_owners_of_both_sides_are_alerted_once(world, contract, using):

    build(world, contract, using)
    break_it(world, contract)
    told = Alert.objects.filter(kind__endswith="breaking-change").values_list("team__slug", "service__slug")
    assert sorted(told) == [
        ("credit-check-team", "credit-check"),
        ("underwriting-team", "underwriting"),
    ]
