"""The end of a version, of an operation or of a service is announced by who owns it, and its consumers hear of it."""

import pytest

from catalog.models import ContractVersion
from observability.models import Alert
from tests.governance.deprecations.conftest import LIST, day

OPERATION = "GET /reports/{id}"


def test_a_version_gets_its_dates_from_its_deprecation(announced):
    version = ContractVersion.objects.get(version="1.0.0")

    assert version.sunset_at.isoformat() == announced["sunset_at"] == day(60)
    assert version.successor.version == announced["successor"] == "1.1.0"
    assert (announced["kind"], announced["state"]) == ("version", "announced")


@pytest.mark.parametrize(
    ("deprecated", "sunset", "state"),
    [
        (None, 60, "announced"),
        (5, 60, "announced"),
        (0, 60, "deprecated"),
        (-9, 0, "deprecated"),
        (-9, -1, "sunset"),
    ],
)
def test_the_state_follows_from_the_dates(announce, api, deprecated, sunset, state):
    body = {"deprecated_at": day(deprecated) if deprecated is not None else None, "sunset_at": day(sunset)}

    made = announce(**body).json()

    assert made["state"] == state
    listed = api("first").get(LIST, {"state": state}).json()["results"]
    assert [one["id"] for one in listed] == [made["id"]]


def test_an_operation_is_named_as_people_write_it(announce):
    made = announce(version="", operation="get /reports/{number}", successor="GET /totals/{id}").json()

    assert (made["kind"], made["operation"], made["line"]) == ("operation", "GET /reports/{}", "")
    assert made["successor"] == "GET /totals/{}"
    assert made["progress"] == {"consumers": 2, "migrated": 0}


def test_a_version_beside_an_operation_says_in_which_line_it_ends(announce):
    assert announce(operation=OPERATION).json()["line"] == "1"


def test_who_names_other_operations_is_not_concerned(scene, announce, using):
    scene.service("third")
    scene.release("third", "1.0.0", consumes=(using("provider", "1.0.0", operations=["GET /totals/{id}"]),))

    made = announce(version="", operation=OPERATION).json()

    assert [one["consumer"] for one in made["migrations"]] == ["first", "second"]


def test_a_service_ends_for_all_who_use_any_of_its_contracts(announce):
    made = announce(contract="", version="", successor="first").json()

    assert (made["kind"], made["contract"], made["successor"]) == ("service", None, "first")
    assert len(made["migrations"]) == 2


def test_every_consumer_hears_of_it_once(announced):
    alerts = Alert.objects.filter(kind="version.deprecated")

    assert {alert.team.slug for alert in alerts} == {"first-team", "second-team"}
    assert all(alert.link == f"/deprecations/{announced['id']}" for alert in alerts)


def test_the_same_is_announced_once(announced, announce):
    again = announce()

    assert again.status_code == 409
    assert again.json()["deprecation"] == announced["id"]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"service": "nowhere"}, "/service"),
        ({"contract": "other"}, "/contract"),
        ({"contract": ""}, "/contract"),
        ({"version": "9.9.9"}, "/version"),
        ({"version": ""}, "/version"),
        ({"operation": "GET /nothing"}, "/operation"),
        ({"operation": "reports"}, "/operation"),
        ({"successor": "9.9.9"}, "/successor"),
        ({"successor": "1.0.0"}, "/successor"),
        ({"deprecated_at": day(90)}, "/sunset_at"),
        ({"sunset_at": "soon"}, "/sunset_at"),
        ({"announced_at": day(3)}, "/announced_at"),
        ({"sunset": day(3)}, "/sunset"),
        ({"contract": "", "version": "", "successor": "provider"}, "/successor"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(announce, said, pointer):
    answer = announce(**said)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert ContractVersion.objects.get(version="1.0.0").sunset_at is None


@pytest.mark.parametrize("name", ["first", "stranger"])
def test_nobody_announces_the_end_of_what_is_another_teams(scene, api_of, stranger, name):
    person = stranger if name == "stranger" else scene.people[name]
    body = {"service": "provider", "contract": "api", "version": "1.0.0"}

    assert api_of(person).post(LIST, body).status_code == 403


def test_a_repeated_post_with_its_key_is_done_once(api):
    body = {"service": "provider", "contract": "api", "version": "1.0.0"}
    client = api("provider")

    once, again = (client.post(LIST, body, headers={"Idempotency-Key": "k"}) for _ in range(2))

    assert once.json() == again.json()
    assert again.status_code == 201
