"""The operations of an AsyncAPI document: what a consumer can name and depend on."""

from __future__ import annotations

from catalog.contracts.asyncapi.documents import api_of
from catalog.contracts.asyncapi.reading import text
from catalog.contracts.documents.document import Document
from catalog.contracts.operations import Operation


def extract_operations(document: Document) -> tuple[Operation, ...]:
    """What the application sends and receives, by the address of the channel; what cannot be read is left out.

    Several operations of AsyncAPI 3 with the same action and address are one to a consumer, the first of them.
    """
    contents = api_of(document).contents()
    return tuple(
        Operation(
            key=key,
            display=listed[0].display,
            summary=text(listed[0].node, "summary") or text(listed[0].channel.node, "summary") or "",
            deprecated=False,
            pointer=listed[0].written.pointer[1:],
        )
        for key, listed in contents.operations.items()
    )
