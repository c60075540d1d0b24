"""Reading the fields of an object, each of which is of the kind that the specification says, or Malformed.

A field that holds null is as good as left out: that is what YAML makes of a key with nothing behind it.
"""

from __future__ import annotations

from catalog.contracts.schemas.source import Node


class Malformed(Exception):  # noqa: N818 - an answer about a document, not a failure of the program
    """Something in a document that is not what it should be; `node` is where, if that is not where it was read from."""

    def __init__(self, reason: str, node: Node | None = None) -> None:
        super().__init__(reason)
        self.node = node


def flag(node: Node, key: str) -> bool:
    """A field that is true or false, false by default."""
    value = node.value.get(key)
    if value is not None and not isinstance(value, bool):
        raise _mistaken(node, key, "true or false")
    return value is True


def word(node: Node, key: str, default: str) -> str:
    """A field that is a text."""
    value = node.value.get(key)
    if value is not None and not isinstance(value, str):
        raise _mistaken(node, key, "a text")
    return default if value is None else value


def entries(node: Node, key: str) -> list[Node]:
    """The items of a field that is a list."""
    if not isinstance(node.value.get(key), list | None):
        raise _mistaken(node, key, "a list")
    return node.child(key).items() if node.value.get(key) else []


def members(node: Node, key: str) -> list[tuple[str, Node]]:
    """The members of a field that is an object."""
    value = node.value.get(key)
    if value is None:
        return []
    if not isinstance(value, dict):
        raise _mistaken(node, key, "an object")
    return node.child(key).members() if value else []


def _mistaken(node: Node, key: str, words: str) -> Malformed:
    return Malformed(f"`{key}` should be {words}", node.child(key))
