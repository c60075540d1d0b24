"""Contract documents as somebody sent them."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.contracts.documents import archives
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.errors import FieldError, InvalidInputError


@dataclass(frozen=True)
class Upload:
    """The exact bytes of a document and the media type that they came in.

    A bundle is an archive; `root` is the path of its root document, the first file where it is blank.
    """

    content: bytes
    media_type: str
    root: str = ""

    @classmethod
    def of(cls, content: bytes) -> Upload:
        """One that nobody said a media type of: an archive, JSON, or else text that is read as YAML is."""
        if archives.is_archive(content):
            return cls(content, archives.MEDIA_TYPE)
        is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}
        return cls(content, "application/json" if is_json else "application/yaml")


def read_upload(upload: Upload, pointer: str, format_name: str | None = None) -> Document:
    """Return the parsed document, which says what it is where no format is named.

    Raises InvalidInputError where it cannot be read, with the place inside it: `pointer` is that of the
    document in the request, and the pointer into the document is appended to it.
    """
    if upload.root and upload.media_type != archives.MEDIA_TYPE:
        message = "Only a bundle has a root document to name: this is a single file."
        raise InvalidInputError(message, [FieldError("/root", message)])
    try:
        return load_document(
            archives.opened(upload.content, upload.media_type, upload.root), format=format_name
        )
    except DocumentError as error:
        place = FieldError(
            pointer + (error.pointer or ""), error.reason, error.line, error.column, error.file
        )
        raise InvalidInputError(f"The document cannot be read: {error}", [place]) from error
