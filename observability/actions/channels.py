"""Write channels."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from catalog import access
from catalog.actions import audit, facts
from catalog.errors import FieldError, InvalidInputError, NotFoundError
from catalog.models import Person, Role, Team
from observability.models import Channel

ENABLED = {"disabled_at": None, "disabled_reason": ""}


@transaction.atomic
def put_channel(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Channel, bool]:
    """Register or change a channel of a team (its leads) or of the organisation (administrators).

    Registering a disabled channel again enables it. Another team's channel is nothing one may know of.
    """
    check_url(fields["url"])
    _require(actor, fields.get("team"))
    channel = facts.locked(Channel, slug=slug)
    if channel is None:
        return facts.create(actor, Channel(slug=slug, **fields)), True
    if not may_see(actor, channel):
        raise NotFoundError(f"There is no channel {slug} that you may use. Choose another name.")
    _require(actor, channel.team)
    secret = fields.pop("secret", None)
    if secret and secret != channel.secret:
        channel.secret = secret
        facts.clean(channel)
        channel.save(update_fields=["secret", "updated_at"])
        audit.record(actor, "changed the secret of", channel)
    facts.revise(actor, channel, fields | ENABLED, if_match)
    return channel, False


def may_see(actor: Person, channel: Channel) -> bool:
    """A channel holds a secret address: its team's members and administrators know of it."""
    return actor.is_administrator or (channel.team is not None and access.may_act_for(actor, channel.team))


def check_url(url: str) -> None:
    """Refuse what can never be delivered to; a name is checked when it is resolved, at each delivery."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or port == 0 or parts.username or parts.fragment:
        _refuse("A webhook's URL is http or https with a host, and with no user or fragment.")
    elif _is_private(host) and not settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS:
        _refuse(
            "This address is private. Webhooks go to public addresses unless the installation allows others."
        )


def _is_private(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return not address.is_global


def _refuse(message: str) -> None:
    raise InvalidInputError(message, [FieldError("/url", message)])


def _require(actor: Person, team: Team | None) -> None:
    if team is None:
        access.require_role(actor, Role.ADMINISTRATOR)
    else:
        access.require_change(actor, team)
