"""Record a version of a contract, and the dates of its life."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from catalog import access
from catalog.actions import audit, facts
from catalog.actions.documentation import count_documentation
from catalog.actions.texts import storable
from catalog.actions.uploads import Upload, read_upload
from catalog.contracts import versions
from catalog.contracts.budget import OutOfBudget
from catalog.contracts.documents import archives
from catalog.contracts.documents.document import Document as ParsedDocument
from catalog.contracts.formats import format_named
from catalog.contracts.operations import Operation as DocumentOperation
from catalog.contracts.validate import validate
from catalog.errors import ConflictError, FieldError, InvalidInputError
from catalog.models import Contract, ContractVersion, Dependency, Document, Operation, Person, Validation

LONGEST_OPERATION = 1000
JSON = "application/json"


@transaction.atomic
def record_version(
    actor: Person, contract: Contract, version: str, upload: Upload
) -> tuple[ContractVersion, bool]:
    """Record a version for good; the same again is found, another document under its name is a conflict.

    Raises InvalidInputError for a version that its scheme does not know, for a document that does not parse, and
    for one with mistakes where the contract refuses those; with the line, column and pointer of every place.
    """
    access.require_change(actor, contract.service)
    parsed = read_upload(upload, "/document", contract.format)
    facts.lock(f"versions of {contract.pk}")
    contract.refresh_from_db(fields=["format", "version_scheme"])
    sort_key, major_line = _order(contract, version)
    _check_format(contract, parsed)
    existing = contract.versions.filter(version=version).first()
    if existing:
        return _same_or_conflict(existing, parsed.digest), False
    recorded = ContractVersion(
        contract=contract,
        version=version,
        sort_key=sort_key,
        major_line=major_line,
        document=_store(parsed, upload),
        format_version=parsed.format_version,
        problems=_problems(contract, parsed),
        created_by=actor,
    )
    facts.create(actor, recorded, digest=parsed.digest)
    _record_operations(recorded, parsed)
    count_documentation(parsed)
    _resolve_waiting(recorded)
    return recorded, True


def _order(contract: Contract, version: str) -> tuple[str, str]:
    try:
        versions.parse_version(version, contract.version_scheme)
    except ValueError as error:
        raise InvalidInputError(str(error), [FieldError("/version", str(error))]) from error
    scheme = contract.version_scheme
    return versions.sort_key(version, scheme), versions.major_line(version, scheme)


def _check_format(contract: Contract, parsed: ParsedDocument) -> None:
    if parsed.format != contract.format:
        message = f"{contract} is a contract in {contract.format}, and this document is {parsed.format}."
        raise InvalidInputError(message, [FieldError("/document", message)])


def _same_or_conflict(existing: ContractVersion, digest: str) -> ContractVersion:
    if existing.document_id == digest:
        return existing
    difference = {"recorded": f"sha256:{existing.document_id}", "sent": f"sha256:{digest}"}
    raise ConflictError(
        f"{existing} is recorded with another document, and a recorded version never changes."
        " Register the new document under a new version.",
        extra={"differences": {"document": difference}},
    )


def _problems(contract: Contract, parsed: ParsedDocument) -> list[dict[str, Any]]:
    """Return what is wrong with the document in its own format, as it is recorded."""
    found = validate(parsed)
    errors = [problem for problem in found if problem.severity == "error"]
    if errors and contract.validation == Validation.REFUSE:
        raise InvalidInputError(
            f"The document has mistakes, and {contract} refuses those: see `errors` for each place.",
            [FieldError(f"/document{e.pointer}", e.message, e.line, e.column, e.file) for e in errors],
        )
    problems: list[dict[str, Any]] = storable([asdict(problem) for problem in found])
    return problems


def _store(parsed: ParsedDocument, upload: Upload) -> Document:
    # Two first uploads of one document may race: the later one finds the earlier's row.
    Document.objects.bulk_create(
        [
            Document(
                digest=parsed.digest,
                content=upload.content,
                media_type=_media_type(parsed, upload),
                root=parsed.sources[0].file or "",
                parsed=parsed.to_stored(),
            )
        ],
        ignore_conflicts=True,
    )
    return Document.objects.defer("content", "parsed").get(digest=parsed.digest)


def _media_type(parsed: ParsedDocument, upload: Upload) -> str:
    """That of JSON and of a bundle is seen from the bytes; any other text is what its format is written in."""
    if upload.media_type in (JSON, archives.MEDIA_TYPE):
        return upload.media_type
    return format_named(parsed.format).media_type


def _record_operations(recorded: ContractVersion, parsed: ParsedDocument) -> None:
    # Two paths that differ in the names of their parameters alone are one operation to those who call it.
    Operation.objects.bulk_create(
        [_operation(recorded, operation) for operation in _operations(parsed)],
        ignore_conflicts=True,
    )


def _operations(parsed: ParsedDocument) -> tuple[DocumentOperation, ...]:
    try:
        return format_named(parsed.format).operations(parsed)
    except OutOfBudget as error:
        message = f"The operations of the document cannot be read: {error}."
        raise InvalidInputError(message, [FieldError("/document", message)]) from error


def _operation(recorded: ContractVersion, found: DocumentOperation) -> Operation:
    if len(found.display) > LONGEST_OPERATION:
        message = f"The name of an operation is longer than {LONGEST_OPERATION} characters."
        raise InvalidInputError(message, [FieldError(f"/document{found.pointer}", message)])
    return Operation(
        contract_version=recorded,
        key=storable(found.key),
        display=storable(found.display),
        summary=storable(found.summary),
        deprecated=found.deprecated,
    )


def _resolve_waiting(recorded: ContractVersion) -> None:
    """Resolve what earlier releases declared about this version before it was registered."""
    facts.lock_consumers([str(recorded.contract)])
    waiting = Dependency.objects.filter(
        service_slug=recorded.contract.service.slug, contract_slug=recorded.contract.slug
    )
    waiting.filter(contract=None).update(contract=recorded.contract)
    waiting.filter(built_against=None, declared_built_against=recorded.version).update(built_against=recorded)


@transaction.atomic
def set_dates(actor: Person, version: ContractVersion, changes: dict[str, Any]) -> ContractVersion:
    """Set `deprecated_at`, `sunset_at` and `successor` (another version of the same contract), as far as given."""
    access.require_change(actor, version.contract.service)
    return apply_dates(actor, version, changes)


@transaction.atomic
def apply_dates(actor: Person, version: ContractVersion, changes: dict[str, Any]) -> ContractVersion:
    """Set what somebody else decided: the consumers by their consent, or the document by what it says."""
    facts.lock(f"versions of {version.contract_id}")
    version.refresh_from_db(fields=["deprecated_at", "sunset_at", "successor"])
    changed = {
        n: [_text(getattr(version, n)), _text(v)] for n, v in changes.items() if getattr(version, n) != v
    }
    if not changed:
        return version
    for name, value in changes.items():
        setattr(version, name, value)
    check_dates(version.deprecated_at, version.sunset_at)
    _check_successor(version)
    version.save(update_fields=list(changes))
    audit.record(actor, "changed", version, changed=changed)
    return version


def _text(value: date | ContractVersion | None) -> str | None:
    if isinstance(value, ContractVersion):
        return value.version
    return value.isoformat() if value else None


def check_dates(deprecated_at: date | None, sunset_at: date | None) -> None:
    """Raise InvalidInputError where something would end before anybody was told not to begin to use it."""
    if sunset_at and deprecated_at and sunset_at < deprecated_at:
        message = "A sunset must not come before the deprecation (RFC 9745, section 4)."
        raise InvalidInputError(message, [FieldError("/sunset_at", message)])


def _check_successor(version: ContractVersion) -> None:
    successor = version.successor
    if successor and (successor == version or successor.contract_id != version.contract_id):
        message = f"The successor must be another version of {version.contract}."
        raise InvalidInputError(message, [FieldError("/successor", message)])
