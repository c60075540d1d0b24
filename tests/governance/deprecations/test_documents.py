"""What a document says of the end of its operations is announced, moved and taken back by itself."""

import pytest

from tests.governance.deprecations.conftest import LIST, day


def document(*, deprecated=False, sunset="", operations=("reports", "totals")):
    paths = "".join(
        f"""
  /{name}/{{id}}:
    get:
      {f"deprecated: {str(deprecated).lower()}" if name == "reports" else "summary: It"}
      {f"x-sunset: '{sunset}'" if sunset and name == "reports" else ""}
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses: {{'200': {{description: It}}}}"""
        for name in operations
    )
    return f"openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:{paths}\n"


@pytest.fixture
def said(world, using, api_of):
    """Submit a document as the next version; return what is deprecated then."""
    world.service("provider")
    world.service("consumer")
    world.submit("provider", "1.0.0", document())
    world.deploy(world.release("consumer", "1.0.0", consumes=(using("provider", "1.0.0"),)))
    versions = iter(range(1, 10))
    client = api_of(world.people["provider"])

    def submit(version="", **says):
        world.submit("provider", version or f"1.{next(versions)}.0", document(**says))
        return client.get(LIST, {"service": "provider"}).json()["results"]

    submit.client = client
    return submit


def test_a_marked_operation_is_deprecated_with_its_sunset(said):
    [found] = said(deprecated=True, sunset=day(200))

    expected = {"kind": "operation", "operation": "GET /reports/{}", "line": "1", "origin": "document"}
    assert found.items() >= expected.items()
    assert (found["state"], found["sunset_at"]) == ("deprecated", day(200))
    assert found["progress"]["consumers"] == 1


def test_a_later_sunset_moves_it(said):
    said(deprecated=True, sunset=day(200))

    assert said(deprecated=True, sunset=day(250))[0]["sunset_at"] == day(250)


def test_an_earlier_one_waits_for_the_consumers(said):
    number = said(deprecated=True, sunset=day(200))[0]["id"]
    said(deprecated=True, sunset=day(100))

    found = said.client.get(f"{LIST}/{number}").json()
    assert found["sunset_at"] == day(200)
    assert found["date_change"]["sunset_at"] == day(100)


def test_a_next_version_that_no_longer_says_so_takes_it_back(said):
    said(deprecated=True)

    assert [one["state"] for one in said(deprecated=False)] == ["cancelled"]


def test_who_was_told_a_later_day_before_is_asked_again(said):
    said(deprecated=True, sunset=day(200))
    said(deprecated=False)

    number = said(deprecated=True, sunset=day(100))[0]["id"]

    again = said.client.get(f"{LIST}/{number}").json()
    assert (again["sunset_at"], again["date_change"]["sunset_at"]) == (day(200), day(100))


def test_an_operation_that_is_gone_has_not_come_back(said):
    said(deprecated=True)

    assert [one["state"] for one in said(operations=("totals",))] == ["deprecated"]


def test_another_major_line_says_nothing_of_this_one(said):
    said(deprecated=True)

    assert [one["state"] for one in said("2.0.0", deprecated=False)] == ["deprecated"]


def test_a_lower_version_says_nothing_either(said):
    said("1.5.0", deprecated=True)

    assert [one["state"] for one in said("1.4.0", deprecated=False)] == ["deprecated"]


def test_what_somebody_set_by_hand_stays(said):
    [found] = said(deprecated=True, sunset=day(200))
    said.client.patch(f"{LIST}/{found['id']}", {"sunset_at": day(300)})

    [kept] = said(deprecated=True, sunset=day(200))
    assert (kept["sunset_at"], kept["origin"]) == (day(300), "person")
    assert [one["state"] for one in said(deprecated=False)] == ["deprecated"]


def test_a_sunset_that_is_no_date_is_none(said):
    [found] = said(deprecated=True, sunset="soon")

    assert (found["state"], found["sunset_at"]) == ("deprecated", None)
