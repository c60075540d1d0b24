"""A receiver that answers 410 Gone hears nothing more, and its team is told through what is left."""

import pytest

from observability.actions import deliveries
from observability.actions.channels import put_channel
from observability.channels.webhook import send
from observability.models import Alert, Channel, Delivery


@pytest.fixture
def everybody(administrator, webhook_receiver, settings) -> Channel:
    """The organisation's channel, to the same receiver."""
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = True
    return put_channel(administrator, "everybody", {"url": webhook_receiver.url, "team": None})[0]


@pytest.fixture
def gone(delivery, attempt, webhook_receiver) -> Delivery:
    webhook_receiver.answer(410)
    return attempt(delivery)


def test_the_delivery_has_failed_and_the_channel_is_disabled_with_the_reason(gone, channel):
    channel.refresh_from_db()
    assert (gone.state, gone.last_status) == ("failed", 410)
    assert channel.disabled_at
    assert channel.disabled_reason == "The receiver answered 410 Gone."


def test_the_team_is_told_through_its_other_channels(channel, everybody, tell, attempt, webhook_receiver):
    webhook_receiver.answer(410)
    attempt(Delivery.objects.get(alert=tell(), channel=channel))
    alert = Alert.objects.get(kind="channel.disabled")
    assert alert.team == channel.team
    assert [d.channel for d in alert.deliveries.all()] == [everybody]


def test_where_the_organisations_channel_is_gone_the_team_that_missed_its_alert_is_told(
    everybody, team, tell, attempt, webhook_receiver
):
    webhook_receiver.answer(410)
    attempt(Delivery.objects.get(alert=tell()))
    assert Alert.objects.get(kind="channel.disabled").team == team


def test_what_was_on_its_way_to_it_fails_without_being_sent(channel, tell, attempt, webhook_receiver):
    first, second = (Delivery.objects.get(alert=tell(key)) for key in ("a", "b"))
    webhook_receiver.answer(410)
    attempt(first)
    stands = attempt(second)
    assert len(webhook_receiver.received) == 1
    assert stands.state == "failed"
    assert stands.last_error == "The channel is disabled: The receiver answered 410 Gone."
    assert Alert.objects.filter(kind="channel.disabled").count() == 1


def test_registered_again_it_hears_what_comes_next(gone, owner, channel, tell, attempt):
    put_channel(owner, channel.slug, {"url": channel.url, "team": channel.team})
    assert Channel.objects.get().enabled
    assert attempt(Delivery.objects.get(alert=tell("next"))).state == "delivered"


def test_an_address_that_was_changed_meanwhile_is_not_the_one_that_is_gone(
    owner, channel, delivery, webhook_receiver, monkeypatch
):
    elsewhere = f"{webhook_receiver.url}/elsewhere"

    def move_first(*message):
        put_channel(owner, channel.slug, {"url": elsewhere, "team": channel.team})
        return send(*message)

    monkeypatch.setattr(deliveries, "send", move_first)
    webhook_receiver.answer(410)
    deliveries.attempt_delivery(delivery.id)
    assert Channel.objects.get().enabled
