"""Webhooks by Standard Webhooks, carrying CloudEvents 1.0 in structured mode."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import orjson
import requests
from django.conf import settings
from requests_hardened import Config, Manager
from standardwebhooks.webhooks import Webhook

from observability.channels.outcome import Outcome

CONTENT_TYPE = "application/cloudevents+json"
MAX_BODY = 20_000  # bytes; Standard Webhooks asks for small payloads
MAX_MESSAGE = 4_000  # characters of the message in a cut body
TIMEOUT = (5, 15)  # seconds to connect, and between bytes
MAX_RETRY_AFTER = timedelta(days=1)
TYPE_PREFIX = "io.portolan."


@dataclass(frozen=True)
class Message:
    """An alert as it is sent; `id` is the same for every attempt."""

    id: str
    kind: str
    subject: str
    created_at: datetime
    data: dict[str, Any]


def event(message: Message) -> bytes:
    """The body: a CloudEvent (section 3 of its specification) that also has what Standard Webhooks names
    (`type`, `timestamp`, `data`). Data that would make it too large is left to the link.
    """
    body = {
        "specversion": "1.0",
        "id": message.id,
        "source": settings.PORTOLAN_PUBLIC_URL,
        "type": TYPE_PREFIX + message.kind,
        "subject": message.subject,
        "time": message.created_at.isoformat(),
        "timestamp": message.created_at.isoformat(),
        "datacontenttype": "application/json",
        "data": message.data,
    }
    encoded = orjson.dumps(body)
    if len(encoded) <= MAX_BODY:
        return encoded
    kept = {name: message.data[name] for name in ("alert", "title", "severity", "team", "service", "url")}
    text = message.data["message"][:MAX_MESSAGE]
    return orjson.dumps(body | {"data": kept | {"message": text, "truncated": True}})


def send(url: str, secret: str, message: Message) -> Outcome:
    """POST the signed event once. Redirects are not followed; the name is resolved once, and private
    addresses are refused unless a setting allows them.
    """
    now = datetime.now(UTC)
    body = event(message)
    headers = {
        "content-type": CONTENT_TYPE,
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign(message.id, now, body.decode()),
    }
    try:
        # Streamed and closed: nothing of the answer's body is read, however long it is.
        with _http().send_request("POST", url, data=body, headers=headers, stream=True) as response:
            return _outcome(response, now)
    except requests.RequestException as error:
        return Outcome(delivered=False, error=f"{type(error).__name__}: {error}"[:500])


def _http() -> Manager:
    allowed = settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS
    return Manager(
        Config(
            ip_filter_enable=not allowed,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=TIMEOUT,
            user_agent_override="Portolan",
        )
    )


def _outcome(response: requests.Response, now: datetime) -> Outcome:
    status = response.status_code
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome(delivered=True, status=status)
    return Outcome(
        delivered=False,
        status=status,
        error=f"The receiver answered {status} {response.reason or ''}".strip(),
        gone=status == HTTPStatus.GONE,
        retry_after=_retry_after(response.headers.get("retry-after"), now),
    )


def _retry_after(value: str | None, now: datetime) -> timedelta | None:
    """RFC 9110, section 10.2.3: seconds or an HTTP-date; bounded, and ignored when it is neither."""
    if value is None:
        return None
    try:
        wait = timedelta(seconds=int(value)) if value.isdecimal() else parsedate_to_datetime(value) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta()), MAX_RETRY_AFTER)
