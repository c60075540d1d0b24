"""`kill -9` of the worker or the broker at any instant costs time, never work, and nothing is told twice as new."""

import time

WORKER, BROKER = "worker", "broker"
OPERATIONS = 2500  # so many that a worker can be caught at it


def listen(scene, receiver):
    body = {"kind": "webhook", "url": receiver.url, "team": f"{scene.consumer}-team"}
    scene.call("PUT", f"/channels/{scene.name}-hook", body)


def test_a_worker_killed_in_the_middle_of_a_review(scene, contract, webhook_receiver):
    listen(scene, webhook_receiver)
    scene.review(scene.submit("2.3.1", contract("score", "grade", operations=OPERATIONS)))
    heavy = contract("credit_score", "grade", operations=OPERATIONS)
    for number, path in enumerate(heavy["paths"].values()):
        path["get"] = path["get"] | {"summary": f"Report {number}", "tags": [f"t{number}"]}
    review = scene.submit("2.4.0", heavy)
    scene.live.eventually(lambda: scene.call("GET", f"/reviews/{review}")["state"] == "running")
    scene.live.kill(WORKER)
    assert scene.call("GET", f"/reviews/{review}")["state"] == "running"
    scene.live.start(WORKER)
    ended = scene.review(
        review, within=90
    )  # its claim lapses half a minute after its worker's last sign of life
    assert ended["verdict"] == "fail"
    assert [consumer["service"] for consumer in ended["impacted"]] == [scene.consumer]
    webhook_receiver.wait_for(1)
    alerts = scene.call("GET", f"/alerts?service={scene.consumer}")["results"]
    assert len(alerts) == 1


def test_a_worker_killed_after_the_send_and_before_the_record(scene, contract, webhook_receiver):
    listen(scene, webhook_receiver)
    webhook_receiver.hold()
    scene.submit("2.4.0", contract("credit_score", "grade"))
    webhook_receiver.wait_for(1)
    scene.live.kill(WORKER)
    webhook_receiver.release()
    scene.live.start(WORKER)
    scene.live.execute("UPDATE observability_delivery SET due_at = now() WHERE state = 'sending'")
    first, second = webhook_receiver.wait_for(2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    [alert] = scene.call("GET", f"/alerts?service={scene.consumer}")["results"]

    def delivered():
        [delivery] = scene.call("GET", f"/alerts/{alert['id']}/deliveries")["results"]
        return delivery["state"] == "delivered"

    scene.live.eventually(delivered)
    time.sleep(1)
    assert len(webhook_receiver.received) == 2


def test_without_a_broker_a_version_is_taken_and_reviewed_when_it_is_back(scene, contract, webhook_receiver):
    listen(scene, webhook_receiver)
    scene.live.kill(BROKER)
    started = time.monotonic()
    review = scene.submit("2.4.0", contract("credit_score", "grade"))
    assert time.monotonic() - started < 10
    assert scene.call("GET", f"/reviews/{review}")["state"] == "pending"
    scene.live.start(BROKER)
    assert scene.review(review, within=90)["verdict"] == "fail"
    webhook_receiver.wait_for(1, within=60)
