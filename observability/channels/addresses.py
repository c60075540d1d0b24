"""Which URLs a webhook may have."""

import socket
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests_hardened.ip_filter import InvalidIPAddress, filter_host

NOT_A_URL = "A webhook's URL is http or https with a host, and with no user or fragment."
PRIVATE = "This address is private. Webhooks go to public addresses unless the installation allows others."


def refusal(url: str) -> str | None:
    """Why nothing can ever be delivered to the URL, or None. A name is judged when it is resolved, each time."""
    if not url.isprintable() or " " in url:
        return NOT_A_URL
    try:
        parts = urlsplit(requests.Request("POST", url).prepare().url or "")
        host = parts.hostname or ""
        host.encode("idna")
    except (ValueError, requests.RequestException):
        return NOT_A_URL
    if (
        parts.scheme not in {"http", "https"}
        or not host
        or "%" in host
        or "@" in parts.netloc
        or parts.fragment
    ):
        return NOT_A_URL
    return PRIVATE if not settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS and _is_private(host) else None


def _is_private(host: str) -> bool:
    """Whether the host is `localhost` (RFC 6761, 6.3) or writes out a private address, in whatever notation."""
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        return True
    try:
        socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        return False
    try:
        filter_host(host, 0, allow_loopback=False)
    except InvalidIPAddress:
        return True
    return False
