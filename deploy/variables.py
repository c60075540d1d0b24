"""Environment variables, read as what they mean. Each raises ImproperlyConfigured where one means nothing."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured

SHORTEST_RETENTION = 31  # days


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def days(name: str, *, default: int) -> int:
    """For how long something is kept; 0 is for ever. What was observed counts for 30 days, so it is kept for more."""
    said = os.environ.get(name) or str(default)
    if said.isdecimal() and (int(said) == 0 or int(said) >= SHORTEST_RETENTION):
        return int(said)
    raise ImproperlyConfigured(
        f"{name} is {said!r}: give whole days, at least {SHORTEST_RETENTION}, or 0 to keep everything."
    )


def positive(name: str, *, default: int) -> int:
    """A whole number of at least 1."""
    said = os.environ.get(name) or str(default)
    if said.isdecimal() and int(said) > 0:
        return int(said)
    raise ImproperlyConfigured(f"{name} is {said!r}: give a whole number, at least 1.")


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks (10.0.0.0/8), with commas between them; none where the variable is not set."""
    said = os.environ.get(name, "")
    try:
        return [ip_network(entry.strip()) for entry in said.split(",") if entry.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is {said!r}: give addresses and networks such as 10.0.0.0/8, with commas. ({error})"
        ) from error
