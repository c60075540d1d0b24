"""The main job over HTTP, with real processes: found, told by a signed webhook on a real socket, refused."""

from standardwebhooks.webhooks import Webhook


def register_channel(scene, receiver):
    """The consumer's team listens."""
    body = {"kind": "webhook", "url": receiver.url, "team": f"{scene.consumer}-team"}
    return scene.call("PUT", f"/channels/{scene.name}-hook", body)["secret"]


def test_a_breaking_version_is_found_told_and_refused(scene, contract, webhook_receiver):
    secret = register_channel(scene, webhook_receiver)
    review = scene.review(scene.submit("2.4.0", contract("credit_score", "grade")))
    assert review["verdict"] == "fail"
    assert [consumer["service"] for consumer in review["impacted"]] == [scene.consumer]

    [received] = webhook_receiver.wait_for(1)
    Webhook(secret).verify(received.body, dict(received.headers))
    event = received.event
    assert event["specversion"] == "1.0"
    assert event["type"].endswith("dependency.breaking-change")
    assert event["data"]["consumer"] == scene.consumer
    assert event["data"]["environments"] == [scene.environment]

    scene.release(scene.provider, "2.4.0", provides=[{"contract": "api", "version": "2.4.0"}])
    answer = scene.may("2.4.0")
    assert answer["decision"] == "deny"
    [reason] = [reason for reason in answer["reasons"] if reason["effect"] == "deny"]
    assert reason["code"] == "consumer-breaks"
    assert reason["responsible"] == f"{scene.consumer}-team"
    assert scene.consumer in reason["message"]


def test_the_next_version_that_keeps_both_is_allowed(scene, contract):
    scene.review(scene.submit("2.4.0", contract("credit_score", "grade")))
    review = scene.review(scene.submit("2.5.0", contract("score", "credit_score", "grade")))
    assert (review["verdict"], review["baseline"]) == ("pass", "2.3.0")
    scene.release(scene.provider, "2.5.0", provides=[{"contract": "api", "version": "2.5.0"}])
    assert scene.may("2.5.0")["decision"] == "allow"


def test_the_refused_version_is_allowed_once_the_consumers_mended_release_runs(scene, contract):
    scene.review(scene.submit("2.4.0", contract("credit_score", "grade")))
    scene.release(scene.provider, "2.4.0", provides=[{"contract": "api", "version": "2.4.0"}])
    mended = {"service": scene.provider, "contract": "api", "built_against": "2.3.0", "fields": ["grade"]}
    scene.release(scene.consumer, "1.1.0", consumes=[mended])
    scene.deploy(scene.consumer, "1.1.0")
    assert scene.may("2.4.0")["decision"] == "allow"
