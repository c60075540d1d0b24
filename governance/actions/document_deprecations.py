"""Operations that a contract's document marks as deprecated are so by that, and no longer when it stops saying so."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from catalog.actions import facts
from catalog.contracts.formats import format_named
from catalog.models import ContractVersion, Document, Operation, Person
from catalog.queries.documents import parsed
from governance.actions import deprecation_life as life
from governance.actions.deprecation_life import Dates
from governance.actions.migrations import DEPRECATIONS
from governance.models import Deprecation, DeprecationKind, DeprecationOrigin, JobState, Review
from governance.queries.deprecations import open_deprecations, pending_change


def hold_ends(version: ContractVersion) -> bool:
    """Lock the deprecations where a document of the contract marks operations, or did; return whether it is so.

    To be called before the reviews are locked: whoever dates a version locks the deprecations first as well.
    """
    contract = version.contract
    marks = Operation.objects.filter(contract_version__contract=contract, deprecated=True).exists()
    if marks or open_deprecations().filter(contract=contract, origin=DeprecationOrigin.DOCUMENT).exists():
        facts.lock(DEPRECATIONS)
        return True
    return False


@transaction.atomic
def follow_document(version: ContractVersion) -> None:
    """Do what the highest reviewed version in the line of this one says of its operations. Safe to repeat.

    An operation that is not in it any more has ended rather than come back, so its deprecation stays.
    """
    newest = _newest(version)
    standing = _standing(newest)
    marked = set(newest.operations.filter(deprecated=True).values_list("key", flat=True))
    sunsets = _sunsets(newest) if marked else {}
    for key in sorted(marked):
        _follow(newest, key, sunsets.get(key), standing.get(key))
    lives = set(newest.operations.filter(deprecated=False).values_list("key", flat=True))
    for key in sorted(lives & standing.keys()):
        if standing[key].origin == DeprecationOrigin.DOCUMENT:
            life.withdraw(_speaker(newest), standing[key])


def _newest(version: ContractVersion) -> ContractVersion:
    reviewed = Review.objects.filter(state=JobState.DONE).values("contract_version")
    in_line = version.contract.versions.filter(major_line=version.major_line, pk__in=reviewed)
    return (
        in_line.select_related("contract__service__owner", "created_by").order_by("-sort_key", "-id").first()
        or version
    )


def _standing(version: ContractVersion) -> dict[str, Deprecation]:
    """What is deprecated in the line already, by the operation; of two, the one of this line alone."""
    rows = open_deprecations(retired=True).filter(
        kind=DeprecationKind.OPERATION, contract=version.contract, line__in=["", version.major_line]
    )
    return {row.operation: row for row in rows.order_by("line")}


def _sunsets(version: ContractVersion) -> dict[str, date | None]:
    document = parsed(Document.objects.get(digest=version.document_id))
    operations = format_named(document.format).operations(document)
    return {operation.key: operation.sunset for operation in operations}


def _follow(version: ContractVersion, key: str, sunset: date | None, standing: Deprecation | None) -> None:
    """What somebody announced or changed is left as they did it."""
    begins = version.created_at.date()
    if standing is None:
        _begin(version, key, Dates(min(begins, sunset) if sunset else begins, sunset))
    elif standing.origin == DeprecationOrigin.DOCUMENT and standing.is_open and standing.sunset_on != sunset:
        begins = standing.deprecated_on or begins
        dates = Dates(min(begins, sunset) if sunset else begins, sunset)
        waiting = pending_change(standing)
        if waiting is None or dates != Dates(waiting.deprecated_at, waiting.sunset_at):
            life.move_dates(_speaker(version), standing, dates)


def _begin(version: ContractVersion, key: str, dates: Dates) -> None:
    """Where consumers were told a later sunset before, that is what it begins with, and they are asked."""
    stated = _stated(version, key)
    promised = life.promised_before(stated)
    told = bool(promised and dates.sunset_at and dates.sunset_at < promised)
    first = Dates(dates.deprecated_at, promised) if told else dates
    life.move_dates(_speaker(version), life.begin(_speaker(version), stated, first), dates)


def _stated(version: ContractVersion, key: str) -> Deprecation:
    return Deprecation(
        kind=DeprecationKind.OPERATION,
        service=version.contract.service,
        contract=version.contract,
        operation=key,
        line=version.major_line,
        origin=DeprecationOrigin.DOCUMENT,
        announced_at=timezone.now().date(),
        reason=f"The document of {version.version} marks it as deprecated.",
        created_by=version.created_by,
    )


def _speaker(version: ContractVersion) -> Person:
    """Who registered what the document says."""
    return version.created_by
