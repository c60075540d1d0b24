"""How many passwords may be tried, and for how long nobody may try another (decision 15)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import islice

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalog.actions.facts import lock
from catalog.models import FailedSignIn, Person

ONE_HOLDER = 64  # bits of an IPv6 address that name a network: who has one has every address in it (RFC 6177)
AT_ONCE = 1000  # rows that one attempt removes at most

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Client:
    """Who sends the form: an address as `counted` says it, and whether the named person has used the browser before.

    `forwarded_for_ignored` is for the operator: the request named another address and was not believed.
    """

    address: str
    is_known: bool = False
    forwarded_for_ignored: bool = False


@dataclass(frozen=True)
class Refusal:
    """No attempt is taken before `until`; `limit` says of what there were too many: a name, an address, or both."""

    limit: str
    until: datetime


@dataclass(frozen=True)
class Attempt:
    """One that was taken. It counts as failed until `succeeded` says otherwise; `refusal` is what follows if it did."""

    username: str
    client: Client
    refusal: Refusal | None


def parsed(address: str) -> IPv4Address | IPv6Address:
    """Read an address; one of IPv4 that is written as IPv6 (RFC 4291, section 2.5.5.2) is that. Raises ValueError."""
    found = ip_address(address)
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def counted(address: IPv4Address | IPv6Address) -> str:
    """What an address is counted under: of IPv6 its network, since whoever has one address has the others too."""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((int(address), ONE_HOLDER), strict=False))


@transaction.atomic
def attempt(username: str, client: Client) -> Attempt | Refusal:
    """Take one of the attempts that are left, before the password is looked at, so that many at once are no more."""
    lock(f"sign in as {username}")
    lock(f"sign in from {client.address}")
    now = timezone.now()
    _forget_old(now)
    same = Q(username=username) | Q(address=client.address)
    failures = list(FailedSignIn.objects.filter(same, at__gt=now - _wait()).order_by("-at"))
    refusal = _refusal(failures, username, client)
    if refusal:
        return refusal
    failure = FailedSignIn.objects.create(username=username, address=client.address, at=now)
    return Attempt(username, client, _refusal([failure, *failures], username, client))


def succeeded(made: Attempt) -> None:
    """Forget what was mistyped from there under this name; what failed elsewhere or under other names still counts."""
    FailedSignIn.objects.filter(username=made.username, address=made.client.address).delete()


def failed(made: Attempt) -> None:
    """Tell the operator where it was the last one. A name that nobody has may be a password, so it is not told."""
    if made.refusal is None:
        return
    known = Person.objects.filter(username=made.username).exists()
    logger.warning(
        "sign_in_limit_reached",
        limit=made.refusal.limit,
        username=made.username if known else None,
        address=made.client.address,
        forwarded_for_ignored=made.client.forwarded_for_ignored,
    )


def lift(**of: str) -> int:
    """Forget the failed attempts of a `username` or an `address`, or all; return how many these were."""
    forgotten, _ = FailedSignIn.objects.filter(**of).delete()
    logger.warning("sign_in_limit_lifted", forgotten=forgotten, **of)
    return forgotten


def _refusal(failures: list[FailedSignIn], username: str, client: Client) -> Refusal | None:
    """The limit that is reached for longest. `failures` are of this name or this address, newest first."""
    by_name = [failure for failure in failures if failure.username == username]
    by_address = [failure for failure in failures if failure.address == client.address]
    by_both = [failure for failure in by_name if failure.address == client.address]
    reached = [
        *_reached("name and address", by_both, settings.PORTOLAN_SIGN_IN_ATTEMPTS),
        *_reached("address", by_address, settings.PORTOLAN_SIGN_IN_ATTEMPTS_PER_ADDRESS),
    ]
    # A stranger can fail under any name: whoever has it is not shut out where he has signed in before.
    if not client.is_known:
        reached += _reached("name", by_name, settings.PORTOLAN_SIGN_IN_ATTEMPTS_PER_NAME)
    return max(reached, key=lambda refusal: refusal.until, default=None)


def _reached(limit: str, failures: Iterable[FailedSignIn], most: int) -> Iterator[Refusal]:
    """Refuse until the oldest of the newest `most` counts no more."""
    for oldest in islice(failures, most - 1, most):
        yield Refusal(limit, oldest.at + _wait())


def _wait() -> timedelta:
    return timedelta(minutes=settings.PORTOLAN_SIGN_IN_WAIT_MINUTES)


def _forget_old(now: datetime) -> None:
    """Rows that another attempt is removing at this moment are left to it."""
    old = FailedSignIn.objects.filter(at__lte=now - _wait()).select_for_update(skip_locked=True)
    FailedSignIn.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:AT_ONCE])).delete()
