"""Compare two recorded versions, once for ever, or two documents that are not recorded at all."""

from catalog.actions.uploads import Upload, read_upload
from catalog.contracts.compare import ENGINE_VERSION, Comparison, compare_documents
from catalog.contracts.documents.document import Document as ParsedDocument
from catalog.models import Comparison as StoredComparison
from catalog.models import Document


def comparison_of(previous_digest: str, current_digest: str) -> Comparison:
    """Return the engine's comparison of two stored documents, from the store where it was made before."""
    key = {"engine_version": ENGINE_VERSION, "previous_id": previous_digest, "current_id": current_digest}
    stored = StoredComparison.objects.filter(**key).first()
    if stored is None:
        comparison = compare_documents(_load(previous_digest), _load(current_digest))
        # Two that compare at once agree, since the result is a function of the key.
        StoredComparison.objects.bulk_create(
            [StoredComparison(**key, result=comparison.to_json())], ignore_conflicts=True
        )
        return comparison
    return Comparison.from_json(stored.result)


def compare_uploads(previous: Upload, current: Upload) -> Comparison:
    """Compare what is stored nowhere, and store nothing. Raises InvalidInputError where a side cannot be read."""
    return compare_documents(read_upload(previous, "/previous"), read_upload(current, "/current"))


def _load(digest: str) -> ParsedDocument:
    document = Document.objects.get(digest=digest)
    return ParsedDocument.from_stored(bytes(document.parsed), bytes(document.content))
