"""Webhooks by Standard Webhooks, carrying CloudEvents 1.0 in structured mode."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from celery.exceptions import SoftTimeLimitExceeded
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from django.conf import settings
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from standardwebhooks.webhooks import Webhook

from observability.channels.outcome import Outcome

MAX_BODY = 20_000  # bytes; Standard Webhooks asks for small payloads
MAX_TITLE = 300  # characters of the title in a cut body
TIMEOUT = (5, 15)  # seconds to connect, and between bytes
MAX_RETRY_AFTER = timedelta(days=1)
TYPE_PREFIX = "io.portolan."
KEPT = ("alert", "severity", "team", "service", "due_on", "url")  # of data that is too large
TOO_SLOW = "The receiver takes too long to answer"
# The first that fits says it. The library's own words would name the URL, which often holds a secret.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (InvalidIPAddress, "The receiver's name leads to a private address, which this installation refuses"),
    (requests.exceptions.SSLError, "The connection to the receiver cannot be trusted"),
    (requests.exceptions.Timeout, TOO_SLOW),
    (SoftTimeLimitExceeded, TOO_SLOW),
    (requests.exceptions.ConnectionError, "The receiver cannot be reached"),
    (Exception, "The request cannot be sent"),
)


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
    (`type`, `timestamp`, `data`). Of data that would make it too large, what the link leads to is left out.
    """
    data = message.data
    body = _encode(message, data)
    text = data.get("message", "")
    while len(body) > MAX_BODY:
        short = {name: data[name] for name in KEPT if name in data}
        short |= {"title": data.get("title", "")[:MAX_TITLE], "message": text, "truncated": True}
        body = _encode(message, short)
        text = text[: len(text) // 2]
    return body


def _encode(message: Message, data: dict[str, Any]) -> bytes:
    attributes = {
        "id": message.id,
        "source": settings.PORTOLAN_PUBLIC_URL,
        "type": TYPE_PREFIX + message.kind,
        "subject": message.subject,
        "time": message.created_at,
        "timestamp": message.created_at,
        "datacontenttype": JSONFormat.DEFAULT_CONTENT_TYPE,
    }
    return JSONFormat().write(CloudEvent(attributes, data))


def send(url: str, secrets: Sequence[str], message: Message) -> Outcome:
    """POST the event once, signed with each secret. Redirects are not followed; the name is resolved once,
    and private addresses are refused unless a setting allows them.
    """
    now = datetime.now(UTC)
    body = event(message)
    signatures = [Webhook(secret).sign(message.id, now, body.decode()) for secret in secrets]
    headers = {
        "content-type": JSONFormat.CONTENT_TYPE,
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    try:
        # Streamed and closed: nothing of the answer's body is read, however long it is.
        with _session() as session, session.post(url, data=body, headers=headers, stream=True) as response:
            return _outcome(response, now)
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        UnicodeError,
        SoftTimeLimitExceeded,
    ) as error:
        return Outcome(delivered=False, error=_reason(error))


def _session() -> HTTPSession:
    session = HTTPSession(
        Config(
            ip_filter_enable=not settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS,
            ip_filter_allow_loopback_ips=False,
            never_redirect=True,
            default_timeout=TIMEOUT,
            user_agent_override="Portolan",
        )
    )
    # A proxy would resolve the name again, and .netrc would add somebody's password.
    session.trust_env = False
    return session


def _outcome(response: requests.Response, now: datetime) -> Outcome:
    status = response.status_code
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Outcome(delivered=True, status=status)
    return Outcome(
        delivered=False,
        status=status,
        error=f"The receiver answered {status} {response.reason or ''}"[:200].strip(),
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


def _reason(error: Exception) -> str:
    """What went wrong, and below it the cause of the connection's failure, which names host and port at most."""
    sentence = next(text for kind, text in REASONS if isinstance(error, kind))
    cause = getattr(error.args[0], "reason", None) if error.args else None
    return f"{sentence}: {cause}"[:500] if cause else f"{sentence}."
