"""The pages of alerts say what is so, who acts, and let the team say that it acts."""

import pytest

from observability.models import AlertState


@pytest.fixture
def alert(tell):
    return tell("charging-breaks")


def test_the_list_is_filtered_by_team_and_state(client, stranger, other_team, alert):
    client.force_login(stranger)
    assert alert.title in client.get("/alerts?team=payments&state=open").content.decode()
    assert "No alert" in client.get("/alerts?team=funding").content.decode()
    assert "No alert" in client.get("/alerts?state=resolved").content.decode()


def test_an_alert_says_what_to_do_and_who_acts(client, stranger, alert):
    client.force_login(stranger)
    page = client.get(alert.get_absolute_url()).content.decode()
    assert alert.message in page
    assert 'href="/teams/payments"' in page


def test_a_member_of_the_team_acknowledges_it(client, teammate, alert):
    client.force_login(teammate)
    assert "Acknowledge" in client.get(alert.get_absolute_url()).content.decode()
    client.post(f"{alert.get_absolute_url()}/acknowledge")
    alert.refresh_from_db()
    assert alert.state == AlertState.ACKNOWLEDGED


def test_a_stranger_is_refused_with_a_page_that_says_who_may(client, stranger, alert):
    client.force_login(stranger)
    assert "Acknowledge" not in client.get(alert.get_absolute_url()).content.decode()
    refused = client.post(f"{alert.get_absolute_url()}/acknowledge")
    assert refused.status_code == 403
    assert "Only members of payments and administrators may act for it." in refused.content.decode()
    alert.refresh_from_db()
    assert alert.state == AlertState.OPEN


def test_an_alert_that_is_not_there_is_a_page_that_says_so(client, stranger):
    client.force_login(stranger)
    assert client.get("/alerts/999999").status_code == 404
