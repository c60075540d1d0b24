"""Each consumer has a migration, whose state follows from what it releases and runs, with the evidence."""

from governance.actions.deadlines import check_deadlines
from governance.models import Migration
from observability.models import Alert, AlertState
from tests.governance.deprecations.conftest import LIST, day


def migration(api, address, name):
    found = {one["consumer"]: one for one in api("provider").get(address).json()["migrations"]}
    return found[name]


def test_who_uses_it_is_pending_with_the_evidence(api, address):
    first = migration(api, address, "first")

    assert (first["state"], first["owner"]) == ("pending", "first-team")
    assert first["evidence"] == {
        "latest_release": "1.0.0",
        "uses": [
            {
                "release": "1.0.0",
                "contract": "api",
                "built_against": "1.0.0",
                "operations": [],
                "environments": ["production"],
            }
        ],
        "observed": None,
        "observations": [
            {
                "environment": "production",
                "state": "not_measured",
                "last_seen": None,
                "since": None,
                "until": None,
            }
        ],
    }


def test_a_release_that_does_not_use_it_is_half_the_way(api, address, move):
    move("first", deploy=False)

    first = migration(api, address, "first")
    assert (first["state"], first["evidence"]["latest_release"]) == ("moving", "2.0.0")


def test_running_that_release_is_the_other_half(api, address, move):
    move("first")

    assert migration(api, address, "first")["state"] == "migrated"
    assert migration(api, address, "second")["state"] == "pending"
    assert api("provider").get(address).json()["progress"] == {"consumers": 2, "migrated": 1}


def test_ending_the_last_deployment_is_moving_off_too(scene, api, address, move):
    move("first", deploy=False)
    running = scene.people["first"], api("first").get("/api/v1/deployments", {"service": "first"})
    number = running[1].json()["results"][0]["id"]

    api("first").delete(f"/api/v1/deployments/{number}")

    assert migration(api, address, "first")["state"] == "migrated"


def test_who_begins_to_use_it_is_a_consumer_from_then_on(scene, api, address, using):
    scene.service("third")
    scene.release("third", "1.0.0", consumes=(using("provider", "1.0.0"),))

    assert migration(api, address, "third")["state"] == "pending"


def test_registering_over_rest_counts_as_well(api, address):
    consumes = [{"service": "provider", "contract": "api", "built_against": "1.1.0"}]
    api("first").put("/api/v1/services/first/releases/3.0.0", {"consumes": consumes})

    assert migration(api, address, "first")["state"] == "moving"


def test_since_is_when_the_state_changed(stored, move):
    before = Migration.objects.get(consumer__slug="first").since
    check_deadlines(stored.sunset_on)
    assert Migration.objects.get(consumer__slug="first").since == before

    move("first")
    assert Migration.objects.get(consumer__slug="first").since > before


def test_who_has_moved_has_no_open_alert(announce, move):
    announce(sunset_at=day(20))
    mine = Alert.objects.filter(service__slug="first", kind__startswith="version.")
    assert set(mine.values_list("state", flat=True)) == {AlertState.OPEN}

    move("first")

    assert set(mine.values_list("state", flat=True)) == {AlertState.RESOLVED}
    assert Alert.objects.filter(service__slug="second", state=AlertState.OPEN).exists()


def test_lists_are_filtered(announce, announced, api, scene):
    service = announce(contract="", version="").json()
    client = api("second")

    def found(**filters):
        return [one["id"] for one in client.get(LIST, filters).json()["results"]]

    assert found() == found(service="provider") == found(consumer="first") == [service["id"], announced["id"]]
    assert found(contract="api") == found(kind="version") == [announced["id"]]
    assert found(service="first") == found(consumer="provider") == found(state="retired") == []
    assert client.get(LIST, {"owner": "x"}).status_code == 422
    assert client.get(LIST, {"state": "over"}).status_code == 422
