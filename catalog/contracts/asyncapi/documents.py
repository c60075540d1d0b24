"""From a document that has been read to the model of it."""

from __future__ import annotations

from typing import Any

from catalog.contracts.asyncapi.media_types import ASYNCAPI
from catalog.contracts.asyncapi.model import Api
from catalog.contracts.asyncapi.version2 import AsyncApi2
from catalog.contracts.asyncapi.version3 import AsyncApi3
from catalog.contracts.documents.document import Document
from catalog.contracts.schemas.source import Source


def api_of(document: Document) -> Api:
    """The model of a document of either major version."""
    return api_of_tree(document.format_version, document.tree)


def api_of_tree(version: str, tree: dict[str, Any]) -> Api:
    """The same of a tree that no document is made of yet."""
    source = Source(tree, ASYNCAPI)
    return AsyncApi2(source) if version.startswith("2") else AsyncApi3(source)
