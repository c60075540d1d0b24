"""What a receiver gets: a CloudEvent, signed by Standard Webhooks."""

import json
from datetime import date

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from django.conf import settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from observability.actions.channels import put_channel
from observability.models import Channel, Delivery, new_secret


@pytest.fixture
def sent(delivery, attempt, webhook_receiver):
    """The one request that came."""
    assert attempt(delivery).state == "delivered"
    (request,) = webhook_receiver.received
    return request


def test_it_verifies_with_the_secret_of_the_channel(sent, channel):
    Webhook(channel.secret).verify(sent.body, dict(sent.headers))


def test_it_does_not_verify_with_another_secret_or_another_body(sent, channel):
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(sent.body, dict(sent.headers))
    with pytest.raises(WebhookVerificationError):
        Webhook(channel.secret).verify(sent.body + b" ", dict(sent.headers))


def test_it_is_a_cloudevent_about_the_service(sent, delivery):
    message = HTTPMessage({"content-type": sent.headers["content-type"]}, sent.body)
    event = from_structured(message, JSONFormat())
    assert event.get_type() == "io.portolan.contract.breaking-change"
    assert event.get_source() == settings.PORTOLAN_PUBLIC_URL
    assert event.get_subject() == "charging"
    assert event.get_id() == sent.headers["webhook-id"]
    assert event.get_time() == delivery.alert.created_at
    assert sent.headers["content-type"] == "application/cloudevents+json"


def test_it_has_what_standard_webhooks_names(sent):
    assert sent.event["type"] == "io.portolan.contract.breaking-change"
    assert sent.event["timestamp"] == sent.event["time"]


def test_it_says_what_is_wrong_and_where_to_look(sent):
    assert sent.event["data"] == {
        "alert": Delivery.objects.get().alert_id,
        "title": "ledger 2.4.0 would break charging",
        "message": "The field balance is gone. Agree with accounting on what to keep.",
        "severity": "critical",
        "team": "payments",
        "service": "charging",
        "due_on": None,
        "url": f"{settings.PORTOLAN_PUBLIC_URL}/services/ledger",
        "version": "2.4.0",
    }


@pytest.mark.parametrize("text", ["x" * 60_000, "é" * 30_000, "🚢" * 30_000, "\x01" * 30_000])
def test_it_stays_small_and_keeps_the_link_whatever_is_told(channel, tell, attempt, webhook_receiver, text):
    alert = tell(title=text, message=text, data={"long": text}, due_on=date(2026, 12, 31))
    attempt(Delivery.objects.get(alert=alert))
    (request,) = webhook_receiver.received
    assert len(request.body) <= 20_000
    told = request.event["data"]
    assert told["url"] == f"{settings.PORTOLAN_PUBLIC_URL}/services/ledger"
    assert (told["due_on"], told["truncated"]) == ("2026-12-31", True)
    assert told["message"]
    assert text.startswith(told["message"])


def test_numbers_of_any_size_are_told(channel, tell, attempt, webhook_receiver):
    assert attempt(Delivery.objects.get(alert=tell(data={"maximum": 10**40}))).state == "delivered"
    assert json.loads(webhook_receiver.received[0].body)["data"]["maximum"] == 10**40


def test_while_a_secret_changes_both_verify(owner, channel, delivery, attempt, webhook_receiver):
    changed = new_secret()
    put_channel(owner, channel.slug, {"url": channel.url, "team": channel.team, "secret": changed})
    attempt(delivery)
    (request,) = webhook_receiver.received
    for secret in (changed, channel.secret):
        Webhook(secret).verify(request.body, dict(request.headers))


def test_a_day_after_the_change_only_the_new_one_does(channel):
    channel.previous_secret = new_secret()
    changed = channel.secret_changed_at
    assert channel.signing_secrets(changed.replace(year=changed.year + 1)) == [channel.secret]
    assert Channel.objects.get().signing_secrets(changed) == [channel.secret]
