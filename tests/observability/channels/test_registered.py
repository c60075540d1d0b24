"""A channel is registered and changed with one PUT; its secret is shown once."""

import base64

import pytest
from standardwebhooks.webhooks import Webhook

from catalog.models import AuditEvent
from observability.models import Channel

URL = "https://hooks.example/alerts/of-payments"
ADDRESS = "/api/v1/channels/payments-hook"


@pytest.fixture
def api(api_of, owner, team):
    return api_of(owner)


@pytest.fixture
def put(api):
    return lambda **fields: api.put(ADDRESS, {"url": URL, "team": "payments"} | fields, format="json")


def test_a_secret_is_made_and_shown_only_then(api, put):
    registered = put()
    assert registered.status_code == 201
    secret = registered.json()["secret"]
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    for answer in (put(), api.get(ADDRESS)):
        assert answer.status_code == 200
        assert secret not in answer.content.decode()
    assert Channel.objects.get().secret == secret


def test_one_may_bring_a_secret_and_change_it(put):
    first, second = (f"whsec_{base64.b64encode(bytes([n]) * 24).decode()}" for n in (1, 2))
    put(secret=first)
    assert put(secret=second).status_code == 200
    channel = Channel.objects.get()
    assert (channel.secret, channel.previous_secret) == (second, first)
    assert Webhook(channel.secret)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "secret",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_" + base64.b64encode(b"x" * 65).decode(),
        "whsec_é" * 9,
    ],
)
def test_what_is_no_secret_is_refused(put, secret):
    answer = put(secret=secret)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/secret"]
    assert not Channel.objects.exists()


def test_repeating_it_changes_nothing(put):
    before = put().json()
    again = put().json()
    assert again["updated_at"] == before["updated_at"]
    assert AuditEvent.objects.filter(stream="channel:payments-hook").count() == 1


def test_what_is_changed_is_audited_without_the_address_and_the_secret(put):
    put()
    secret = (
        put(url=f"{URL}-2", secret="whsec_" + base64.b64encode(b"x" * 24).decode())
        and Channel.objects.get().secret
    )
    logged = " ".join(
        str(event.details) for event in AuditEvent.objects.filter(stream="channel:payments-hook")
    )
    assert "'url'" in logged
    assert URL not in logged
    assert secret not in logged


def test_another_secret_may_be_sent_with_the_revision_that_was_read(api, put):
    etag = put().headers["ETag"]
    body = {"url": URL, "team": "payments", "secret": "whsec_" + base64.b64encode(b"x" * 24).decode()}
    answer = api.put(ADDRESS, body, format="json", headers={"If-Match": etag})
    assert answer.status_code == 200
    assert api.put(ADDRESS, body, format="json", headers={"If-Match": etag}).status_code == 412


def test_it_can_be_disabled_and_enabled(put):
    put()
    disabled = put(enabled=False).json()
    assert (disabled["enabled"], disabled["disabled_reason"]) == (False, "owner disabled it.")
    assert put(enabled=False).json()["disabled_at"] == disabled["disabled_at"]
    enabled = put().json()
    assert (enabled["enabled"], enabled["disabled_at"], enabled["disabled_reason"]) == (True, None, "")


@pytest.mark.parametrize(
    "fields",
    [{"kind": "pigeon"}, {"team": "no-such-team"}, {"urll": URL}, {"url": None}, {"url": URL + " \r\nX: y"}],
)
def test_what_cannot_be_taken_is_refused(put, fields):
    assert put(**fields).status_code == 422
    assert not Channel.objects.exists()


def test_a_test_event_is_sent_at_once_and_says_what_came_of_it(channel, api, webhook_receiver):
    webhook_receiver.answer(204)
    webhook_receiver.answer(500)
    good, bad = (api.post(f"{ADDRESS}/test").json() for _ in range(2))
    assert good == {"delivered": True, "status": 204, "error": ""}
    assert (bad["delivered"], bad["status"]) == (False, 500)
    for request in webhook_receiver.received:
        assert (
            Webhook(channel.secret).verify(request.body, dict(request.headers))["type"]
            == "io.portolan.channel.test"
        )
