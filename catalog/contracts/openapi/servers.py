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
    """The servers that a place in a document names: all their addresses, and those that they have by default.

    `base` and `schemes` are where the path and the schemes are written, where that is not with the rest.
    """

    node: Node
    urls: frozenset[str]
    usual: frozenset[str]
    base: Node | None = None
    schemes: Node | None = None

    @property
    def paths(self) -> frozenset[str]:
        """The paths by default."""
        return frozenset(map(_path_of, self.usual))

    def same(self, other: Servers) -> bool:
        """Are they the same servers? An address without a scheme or a host is meant with any."""
        urls = self.urls | other.urls
        if any(not url.partition("/")[0] and not url.startswith("//") for url in urls):
            return self.paths == other.paths
        if any(url.startswith("//") for url in urls):
            return self.hosts == other.hosts
        return self.urls == other.urls and not self.moved(other)

    def moved(self, other: Servers) -> bool:
        """Has another one become the default? Where one side does not single any out, none has."""
        return not (self.usual <= other.usual or other.usual <= self.usual)

    @property
    def hosts(self) -> frozenset[str]:
        """The addresses without their schemes."""
        return frozenset(f"//{url.partition('//')[2]}" if "//" in url else url for url in self.urls)


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
            return Servers(stated, urls, frozenset(usual))
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


def servers_at(node: Node, urls: list[str], base: Node | None = None, schemes: Node | None = None) -> Servers:
    """Servers that are named in another way than by `servers`."""
    normal = frozenset(map(_normal, urls))
    return Servers(node, normal, normal, base, schemes)


def difference(was: Servers, now: Servers) -> dict[str, Any] | None:
    """What differs between two places that name servers, and where; None where they are the same."""
    if was.same(now):
        return None
    other_default = was.urls == now.urls
    before, after = (", ".join(sorted(one.usual if other_default else one.urls)) for one in (was, now))
    by_scheme = was.hosts == now.hosts
    previous, current = ((by_scheme and one.schemes) or one.node for one in (was, now))
    return {"before": before, "after": after, "previous": previous, "current": current}


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
