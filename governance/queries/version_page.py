"""What the page of a contract version shows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from catalog.contracts.changes import BREAKING, SEVERITIES, Change, Comparison, Undecided
from catalog.contracts.rules import RULES
from catalog.contracts.ruling import Rule
from catalog.models import ContractVersion, Operation, VersionState
from catalog.queries import find
from catalog.queries.consumption import live_consumers
from catalog.queries.contracts import version_below, versions_of
from governance.models import Deprecation, Review
from governance.queries.deprecation_pages import deprecation_of_version, operation_deprecations
from governance.queries.observed_breaks import HitRow, hits_observed
from governance.queries.reviews import latest_reviews

Compare = Callable[[str, str], Comparison]

MOST_SHOWN = 500
"""Of changes of one severity, of corners that could not be judged, and of operations: nobody reads more on a page."""


@dataclass(frozen=True)
class ChangeRow:
    """A change with the rule that found it; None for a rule that the engine no longer has."""

    change: Change
    rule: Rule | None

    @property
    def unproven(self) -> bool:
        """A breaking change of a schema that no concrete message shows."""
        return self.change.severity == BREAKING and self.change.about_values and self.change.witness is None


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one severity that are shown, and how many there are."""

    severity: str
    total: int
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class Changes:
    """What changed since another version, most severe first, and what of that could not be judged is shown."""

    since: ContractVersion
    by_severity: tuple[ChangeGroup, ...]
    undecided: tuple[Undecided, ...]
    comparison: Comparison


@dataclass(frozen=True)
class OperationRow:
    """An operation, who uses it, and how many breaking changes reach it."""

    operation: Operation
    consumers: tuple[str, ...]
    breaking: int
    deprecation: Deprecation | None = None

    @property
    def concerns_somebody(self) -> bool:
        return bool(self.consumers or self.breaking or self.deprecation)


@dataclass(frozen=True)
class VersionPage:
    """Everything on the page."""

    version: ContractVersion
    state: VersionState
    review: Review | None
    others: list[ContractVersion]
    changes: Changes | None
    operations: list[OperationRow]
    operation_count: int
    deprecation: Deprecation | None
    hits: list[HitRow]


def version_page(version: ContractVersion, since: str, compare: Compare) -> VersionPage:
    """The page of a version with its changes since another, or else since what its review judged it against.

    `compare` takes two document digests. Raises NotFoundError where `since` is no version of the contract.
    """
    review = latest_reviews([version.pk]).get(version.pk)
    others = list(versions_of(version.contract).exclude(pk=version.pk))
    previous = _previous(version, since, review)
    changes = _changes(previous, compare(previous.document_id, version.document_id)) if previous else None
    operations = _operations(version, changes)
    return VersionPage(
        version=version,
        state=version.state(timezone.now().date()),
        review=review,
        others=others,
        changes=changes,
        operations=operations[:MOST_SHOWN],
        operation_count=len(operations),
        deprecation=deprecation_of_version(version),
        hits=hits_observed(review, version.contract, timezone.now()),
    )


def _previous(version: ContractVersion, since: str, review: Review | None) -> ContractVersion | None:
    if since:
        return find.contract_version(version.contract.service.slug, version.contract.slug, since)
    return (review and review.baseline) or version_below(version)


def _changes(since: ContractVersion, comparison: Comparison) -> Changes:
    grouped = (
        ChangeGroup(severity, len(found), tuple(map(_row, found[:MOST_SHOWN])))
        for severity in SEVERITIES
        if (found := comparison.with_severity(severity))
    )
    return Changes(since, tuple(grouped), comparison.undecided[:MOST_SHOWN], comparison)


def _row(change: Change) -> ChangeRow:
    return ChangeRow(change, RULES.get(change.rule_id))


def _operations(version: ContractVersion, changes: Changes | None) -> list[OperationRow]:
    """In the order of the document, where all are shown; what concerns somebody comes first otherwise."""
    breaking = changes.comparison.with_severity(BREAKING) if changes else ()
    reached = Counter(key for change in breaking for key in change.operations)
    ending = operation_deprecations(version)
    uses = [d for d in live_consumers([version.contract_id]) if d.built_against_id == version.pk]
    rows = [
        OperationRow(
            operation,
            tuple(
                sorted(
                    {
                        d.release.service.slug
                        for d in uses
                        if not d.operations or operation.key in d.operations
                    }
                )
            ),
            reached[operation.key],
            ending.get(operation.key),
        )
        for operation in version.operations.all()
    ]
    return rows if len(rows) <= MOST_SHOWN else sorted(rows, key=lambda row: not row.concerns_somebody)
