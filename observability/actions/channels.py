"""Write channels, and try them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from catalog.actions import audit, facts
from catalog.errors import FieldError, InvalidInputError, NotFoundError
from catalog.models import Person
from observability import access
from observability.channels.addresses import refusal
from observability.channels.outcome import Outcome
from observability.channels.webhook import Message, send
from observability.models import Channel

CONFIDENTIAL = ("url", "secret")  # never written into the audit log


@transaction.atomic
def put_channel(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Channel, bool]:
    """Register or change a channel of a team (its leads) or of the organisation (administrators).

    `fields` are those of Channel: `url`, and `team`, `kind`, `secret` and `enabled` where they are given. A secret
    that is left out is made, and then kept. Another team's channel is nothing that one may know of. Raises
    InvalidInputError for an address that can never be delivered to.
    """
    _check_url(fields["url"])
    access.require_channels_of(actor, fields.get("team"))
    channel = facts.locked(Channel, slug=slug)
    if channel is None:
        facts.check_revision(None, if_match)
        channel = Channel(slug=slug, **_enabling(actor, None, fields))
        return facts.create(actor, channel), True
    if not access.visible_channels(actor).filter(pk=channel.pk).exists():
        raise NotFoundError(f"There is no channel {slug} that you may use. Choose another name.")
    access.require_channels_of(actor, channel.team)
    facts.check_revision(channel, if_match)
    _change(actor, channel, _enabling(actor, channel, fields))
    return channel, False


def _enabling(actor: Person, channel: Channel | None, fields: dict[str, Any]) -> dict[str, Any]:
    """Turn `enabled` into since when it is not, and why; a channel that is disabled already stays as it was."""
    fields = dict(fields)
    if fields.pop("enabled", True):
        return fields | {"disabled_at": None, "disabled_reason": ""}
    if channel and channel.disabled_at:
        return fields
    return fields | {"disabled_at": timezone.now(), "disabled_reason": f"{actor.username} disabled it."}


def _change(actor: Person, channel: Channel, fields: dict[str, Any]) -> None:
    hidden = {name: fields.pop(name) for name in CONFIDENTIAL if name in fields}
    changed = [name for name, value in hidden.items() if getattr(channel, name) != value]
    if "secret" in changed:
        channel.previous_secret, channel.secret_changed_at = channel.secret, timezone.now()
    for name in changed:
        setattr(channel, name, hidden[name])
    if changed:
        facts.clean(channel)
        channel.save()
        audit.record(actor, "changed", channel, changed=changed)
    facts.revise(actor, channel, fields)


def try_channel(actor: Person, channel: Channel) -> Outcome:
    """Send a test event at once, outside any transaction, and return what came of it."""
    access.require_channels_of(actor, channel.team)
    now = timezone.now()
    message = Message(
        id=f"msg_{uuid.uuid4().hex}",
        kind="channel.test",
        subject=channel.slug,
        created_at=now,
        data={
            "title": f"A test of the channel {channel.slug}",
            "message": f"{actor.username} tries whether alerts arrive here. There is nothing to do.",
            "severity": "info",
            "url": settings.PORTOLAN_PUBLIC_URL,
        },
    )
    return send(channel.url, channel.signing_secrets(now), message)


def _check_url(url: str) -> None:
    message = refusal(url)
    if message:
        raise InvalidInputError(message, [FieldError("/url", message)])
