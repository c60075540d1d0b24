"""What a description declares for one operation, as those who speak it know it."""

from __future__ import annotations

import json
from typing import Any

from tests.contracts.generating.apis import Tree, behind

Key = tuple[str, str]
"""Where a part of a message stands, and its name there: `("query", "p")`, `("header", "x-a")`, `("path", "0")`."""

BODY: Key = ("body", "")
IGNORED = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that OpenAPI ignores (Parameter Object, `name`)."""


class Spoken:
    """What a description declares for one operation, without references; `ways` are the credentials that open it."""

    def __init__(self, tree: Tree, path: str, method: str) -> None:
        item = resolved(tree, tree["paths"][path])
        operation = item[method]
        self.version, self.path, self.method = tree["openapi"], path, method
        listed = [*item.get("parameters", []), *operation["parameters"]]
        self.names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        named = {self._key(one["in"], one["name"]): one for one in listed}
        self.parameters = {key: one for key, one in named.items() if key[1] not in IGNORED}
        self.body: Tree | None = operation.get("requestBody")
        self.responses: Tree = operation["responses"]
        schemes = tree["components"]["securitySchemes"]
        required = operation.get("security", tree.get("security")) or [{}]
        self.ways = [
            {json.dumps(schemes[name], sort_keys=True): scopes for name, scopes in way.items()}
            for way in required
        ]

    def _key(self, location: str, name: str) -> Key:
        """Parameters of the path count by their position, headers without regard to case."""
        if location == "path":
            return location, str(self.names.index(name))
        return location, name.lower() if location == "header" else name

    def says(self, direction: str) -> tuple[Any, ...]:
        """All that counts for the messages of a direction."""
        if direction == "response":
            return (self.responses,)
        return self.path, self.parameters, self.body, self.ways

    def response(self, status: str) -> Tree | None:
        """What is declared for a status: by itself, its range, or the default.

        Where a success is named the default is for errors, as the engine has it by decision.
        """
        found = next((name for name in (status, f"{status[0]}XX", "default") if name in self.responses), "")
        if found == "default" and status[0] == "2" and any(name[0] == "2" for name in self.responses):
            return None
        return self.responses.get(found)


def resolved(tree: Tree, node: Any) -> Any:
    """A copy with what stands behind the references, and without an `allOf` of one."""
    if isinstance(node, list):
        return [resolved(tree, one) for one in node]
    if not isinstance(node, dict):
        return node
    found = behind(tree, node)
    return {key: resolved(tree, one) for key, one in found.items()}


def declaring(media_type: str, content: Tree) -> str | None:
    """The name under which a media type is declared: the most specific one that it is in, whatever its case."""
    plain = media_type.partition(";")[0]
    spelled = {name.lower().partition("; charset")[0]: name for name in content}
    ranges = (media_type, plain, f"{plain.partition('/')[0]}/*", "*/*")
    return next((spelled[name] for name in ranges if name in spelled), None)
