"""A channel is known to its team alone, and written by those who lead it."""

import pytest

from observability.models import Channel

URL = "https://hooks.example/alerts"
MEMBERS = ["owner", "teammate", "citizen_developer", "administrator"]
OTHERS = ["auditor", "governor", "stranger"]


@pytest.fixture
def as_(request, api_of, other_team):
    """The API as one of the cast, by name; the stranger leads another team."""
    return lambda name: api_of(request.getfixturevalue(name))


@pytest.fixture
def everybody(as_):
    """The organisation's channel."""
    as_("administrator").put("/api/v1/channels/everybody", {"url": URL}, format="json")


@pytest.mark.parametrize("name", MEMBERS)
def test_its_team_and_administrators_see_it(channel, as_, name):
    assert as_(name).get("/api/v1/channels/payments-hook").json()["url"] == channel.url
    assert len(as_(name).get("/api/v1/channels").json()["results"]) == 1


@pytest.mark.parametrize("name", OTHERS)
def test_to_others_it_is_not_there(channel, as_, name):
    api = as_(name)
    for answer in (
        api.get("/api/v1/channels/payments-hook"),
        api.post("/api/v1/channels/payments-hook/test"),
    ):
        assert answer.status_code == 404
        assert channel.url not in answer.content.decode()
    assert api.get("/api/v1/channels").json()["results"] == []


def test_a_name_that_is_taken_out_of_sight_says_nothing_of_whose_it_is(channel, as_):
    body = {"url": URL, "team": "funding"}
    answer = as_("stranger").put("/api/v1/channels/payments-hook", body, format="json")
    assert answer.status_code == 404
    assert "payments-hook" in answer.json()["detail"]
    channel.refresh_from_db()
    assert (channel.team.slug, channel.url != URL) == ("payments", True)


@pytest.mark.parametrize("name", ["teammate", "citizen_developer", *OTHERS])
def test_only_its_leads_and_administrators_write_it(team, as_, name):
    body = {"url": URL, "team": "payments"}
    assert as_(name).put("/api/v1/channels/new", body, format="json").status_code == 403
    assert not Channel.objects.exists()


@pytest.mark.parametrize("name", ["teammate", "citizen_developer"])
def test_only_its_leads_and_administrators_try_it(channel, as_, name, webhook_receiver):
    assert as_(name).post("/api/v1/channels/payments-hook/test").status_code == 403
    assert webhook_receiver.received == []


def test_a_lead_of_two_teams_cannot_give_it_to_a_third(channel, as_):
    body = {"url": channel.url, "team": "funding"}
    assert as_("owner").put("/api/v1/channels/payments-hook", body, format="json").status_code == 403


@pytest.mark.parametrize("name", ["owner", *OTHERS])
def test_the_organisations_channels_are_the_administrators(everybody, team, as_, name):
    api = as_(name)
    assert api.get("/api/v1/channels/everybody").status_code == 404
    assert api.put("/api/v1/channels/everybody", {"url": URL}, format="json").status_code == 403
    assert as_("administrator").get("/api/v1/channels/everybody").json()["team"] is None


def test_how_far_an_alert_got_is_shown_for_the_channels_that_one_may_know_of(everybody, channel, tell, as_):
    address = f"/api/v1/alerts/{tell().pk}/deliveries"
    seen = {
        name: [row["channel"] for row in as_(name).get(address).json()["results"]]
        for name in ("teammate", "administrator", "stranger")
    }
    assert seen["teammate"] == ["payments-hook"]
    assert sorted(seen["administrator"]) == ["everybody", "payments-hook"]
    assert seen["stranger"] == []


def test_a_delivery_shows_its_state_attempts_and_next_attempt(delivery, attempt, as_, webhook_receiver):
    webhook_receiver.answer(503)
    stands = attempt(delivery)
    address = f"/api/v1/alerts/{delivery.alert_id}/deliveries"
    (row,) = as_("owner").get(address).json()["results"]
    assert (row["state"], row["attempts"], row["last_status"]) == ("pending", 1, 503)
    assert row["webhook_id"] == webhook_receiver.received[0].headers["webhook-id"]
    assert row["next_attempt_at"].startswith(f"{stands.due_at:%Y-%m-%dT%H:%M:%S}")
    assert row["delivered_at"] is None


def test_a_list_of_twenty_channels_costs_as_many_queries_as_one(
    channel, owner, team, as_, django_assert_max_num_queries
):
    api = as_("owner")
    Channel.objects.bulk_create(Channel(slug=f"hook-{n}", url=URL, team=team) for n in range(19))
    with django_assert_max_num_queries(6):
        assert len(api.get("/api/v1/channels").json()["results"]) == 20
