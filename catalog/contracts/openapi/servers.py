"""Where an API is served: the servers of OpenAPI 3, and host, base path and schemes of Swagger 2.0."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from catalog.contracts.openapi.fields import Malformed, entries, members
from catalog.contracts.schemas.source import Node

MAX_URLS = 64


class Servers(NamedTuple):
    """The servers that a place in a document names: their addresses, and the paths by default."""

    node: Node
    urls: frozenset[str]
    paths: frozenset[str]

    def same(self, other: Servers) -> bool:
        """Are they the same servers? An address without a scheme or a host is meant with any."""
        urls = self.urls | other.urls
        if any(not url.partition("/")[0] and not url.startswith("//") for url in urls):
            return self.paths == other.paths
        if any(url.startswith("//") for url in urls):
            return _without_schemes(self.urls) == _without_schemes(other.urls)
        return self.urls == other.urls

    @property
    def shown(self) -> str:
        return ", ".join(sorted(self.urls))


def stated_servers(*owners: Node) -> Servers | None:
    """The `servers` of the first owner that has some."""
    for owner in owners:
        stated = owner.get("servers")
        listed = stated.items() if stated is not None else []
        values = [server.value for server in listed if isinstance(server.value, dict)]
        if stated is not None and values:
            urls = frozenset(
                url for value in values for url in islice(_expanded(value, every=True), MAX_URLS)
            )
            usual = (url for value in values for url in _expanded(value, every=False))
            return Servers(stated, urls, frozenset(map(_path_of, usual)))
    return None


def unreadable_servers(previous: Node, current: Node) -> tuple[Node, str] | None:
    """What cannot be read in the servers of two owners, where they differ."""
    if previous.value.get("servers") == current.value.get("servers"):
        return None
    for owner in (previous, current):
        try:
            _check(owner)
        except Malformed as error:
            return error.node or owner, str(error)
    return None


def _check(owner: Node) -> None:
    """Raise Malformed where `servers` are none; single values count by their text, whatever they are."""
    for server in entries(owner, "servers"):
        if not isinstance(server.value, dict):
            raise Malformed("there should be a server here", server)
        _check_text(server, "url")
        for _, variable in members(server, "variables"):
            if not isinstance(variable.value, dict):
                raise Malformed("there should be a variable of a server here", variable)
            _check_text(variable, "default")
            entries(variable, "enum")


def _check_text(node: Node, key: str) -> None:
    if isinstance(node.value.get(key), dict | list):
        raise Malformed(f"`{key}` should be a text", node.child(key))


def servers_at(node: Node, urls: list[str]) -> Servers:
    """Servers that are named in another way than by `servers`."""
    normal = frozenset(map(_normal, urls))
    return Servers(node, normal, frozenset(map(_path_of, normal)))


def _expanded(server: dict[str, Any], *, every: bool) -> Iterator[str]:
    """A server's URL with its variables filled in: with the defaults, or with every value that is listed."""
    variables = server.get("variables")
    named = variables.items() if isinstance(variables, dict) else ()
    values = {name: _values(variable, every=every) for name, variable in named if isinstance(variable, dict)}
    for chosen in product(*values.values()):
        url = str(server.get("url", ""))
        for name, value in zip(values, chosen, strict=True):
            url = url.replace(f"{{{name}}}", value)
        yield _normal(url)


def _values(variable: dict[str, Any], *, every: bool) -> list[str]:
    listed = variable.get("enum")
    if every and isinstance(listed, list) and listed:
        return [str(value) for value in listed]
    return [str(variable.get("default", ""))]


def _normal(url: str) -> str:
    start, slashes, rest = url.partition("//")
    host, slash, path = rest.partition("/")
    return (start.lower() + slashes + host.lower() + slash + path if slashes else url).rstrip("/") or "/"


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""


def _without_schemes(urls: frozenset[str]) -> frozenset[str]:
    return frozenset(f"//{url.partition('//')[2]}" if "//" in url else url for url in urls)
