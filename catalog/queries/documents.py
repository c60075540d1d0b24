"""Contract documents in their parsed form, and what they say to people."""

from catalog.contracts.documents.document import Document as ParsedDocument
from catalog.contracts.formats import format_named
from catalog.contracts.reference import Entry
from catalog.models import ContractVersion, Document


def parsed(document: Document) -> ParsedDocument:
    """The document as the engine reads it, with its text to find places in."""
    return ParsedDocument.from_stored(bytes(document.parsed), document.source)


def reference_of(version: ContractVersion) -> tuple[Entry, ...]:
    """What the version offers, as people read it, in the order of its document."""
    stored = Document.objects.defer("content").get(digest=version.document_id)
    document = ParsedDocument.from_stored(bytes(stored.parsed))
    return format_named(document.format).reference(document)
