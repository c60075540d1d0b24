"""A schema whose meaning cannot be worked out."""

from __future__ import annotations

from catalog.contracts.schemas.source import Node


class Undecidable(Exception):  # noqa: N818 - an answer about a schema, not a failure of the program
    """A schema whose meaning cannot be worked out, with the place and the reason."""

    def __init__(self, node: Node, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason
