"""Contract documents in their parsed form, and what they say to people."""

from django.db.models import QuerySet

from catalog.contracts.documents.document import Document as ParsedDocument
from catalog.contracts.formats import format_named
from catalog.contracts.reference import Entry
from catalog.models import ContractVersion, Document, Documentation


def parsed(document: Document) -> ParsedDocument:
    """The document as the engine reads it, with its text to find places in."""
    return ParsedDocument.from_stored(bytes(document.parsed), document.source)


def document_of(version: ContractVersion) -> ParsedDocument:
    """The version's document as the engine reads it, without its text."""
    stored = Document.objects.defer("content").get(digest=version.document_id)
    return ParsedDocument.from_stored(bytes(stored.parsed))


def reference_of(version: ContractVersion) -> tuple[Entry, ...]:
    """What the version offers, as people read it, in the order of its document."""
    document = document_of(version)
    return format_named(document.format).reference(document)


def undocumented(reader: int) -> "QuerySet[Document, str]":
    """Digests of documents whose documentation this reader did not count yet."""
    counted = Documentation.objects.filter(reader=reader)
    return Document.objects.exclude(pk__in=counted.values("pk")).order_by("pk").values_list("pk", flat=True)
