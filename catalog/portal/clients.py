"""Where a request comes from."""

from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from catalog.actions.sign_in import Client, counted, parsed


def client_of(request: HttpRequest, *, is_known: bool) -> Client:
    """Return who connected, or whom the proxies of PORTOLAN_TRUSTED_PROXIES say that they connect for.

    Each proxy appends whom it was called by to X-Forwarded-For. So it is read from its end, for as long as the one
    that says it is such a proxy; what stands before that a client may have made up.
    """
    told = [hop for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    peer = address = _address(request.META.get("REMOTE_ADDR", ""))
    while told and _is_proxy(address) and (hop := _address(told.pop())):
        address = hop
    ignored = "X-Forwarded-For" in request.headers and not _is_proxy(peer)
    return Client(counted(address) if address else "", is_known, ignored)


def _is_proxy(address: IPv4Address | IPv6Address | None) -> bool:
    return address is not None and any(address in network for network in settings.PORTOLAN_TRUSTED_PROXIES)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Some proxies append a port: 192.0.2.1:4711, [2001:db8::1]:4711. None where it is no address."""
    text = text.strip()
    has_port = text.startswith("[") or text.count(":") == 1
    try:
        return parsed((urlsplit(f"//{text}").hostname or "") if has_port else text)
    except ValueError:
        return None
