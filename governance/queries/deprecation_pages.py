"""What the pages of deprecations show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from catalog.models import ContractVersion
from governance.models import DateChange, Deprecation, DeprecationState, Migration, MigrationState
from governance.queries.deprecations import deprecation, deprecations, pending_change_of, waiting_for
from governance.queries.observed_ends import observed_of, unregistered_callers
from governance.queries.unclear_calls import UnclearCaller, unclear_callers
from observability.queries.usage import WINDOW

SHOWN_IN_CALENDAR = 200


@dataclass(frozen=True)
class Row:
    """A deprecation with its state today, and the consumers that still have to move."""

    deprecation: Deprecation
    state: DeprecationState
    waiting: tuple[Migration, ...]


@dataclass
class Month:
    """What ends in a month, in the order of the days."""

    first: date
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Calendar:
    """What is past its sunset and not retired, and what ends month by month."""

    overdue: list[Row]
    months: list[Month]


@dataclass(frozen=True)
class DeprecationPage:
    """Everything on the page of one."""

    row: Row
    migrations: list[Migration]
    change: DateChange | None
    waiting_for: list[Migration]
    unregistered: list[tuple[str, datetime]]  # who calls it under a name that is no service's, and when last
    unclear: list[UnclearCaller]
    quiet_days: int


def page_rows(rows: Iterable[Deprecation]) -> list[Row]:
    today = timezone.now().date()
    return [Row(one, one.state(today), tuple(_waiting(one))) for one in rows]


def listed(service: str, consumer: str, state: str, kind: str) -> QuerySet[Deprecation]:
    """The rows of the list: what ends first comes first, and what has no day comes last."""
    rows = deprecations(service=service, consumer=consumer, state=state, kind=kind)
    return _with_migrations(rows).order_by(
        F("cancelled_at").asc(nulls_first=True),
        F("retired_at").asc(nulls_first=True),
        F("ends").asc(nulls_last=True),
        "-id",
    )


def calendar(service: str, consumer: str) -> Calendar:
    """What is open and has a sunset, by month."""
    rows = deprecations(service=service, consumer=consumer).filter(
        Q(cancelled_at=None, retired_at=None, ends__isnull=False)
    )
    shown = page_rows(_with_migrations(rows).order_by(F("ends").asc(), "id")[:SHOWN_IN_CALENDAR])
    months: dict[date, Month] = {}
    overdue = [row for row in shown if row.state == DeprecationState.SUNSET]
    for row in shown:
        ends = row.deprecation.sunset_on
        if ends and row.state != DeprecationState.SUNSET:
            first = ends.replace(day=1)
            months.setdefault(first, Month(first)).rows.append(row)
    return Calendar(overdue, list(months.values()))


def deprecation_page(number: int) -> DeprecationPage:
    """Raises NotFoundError where there is no such deprecation."""
    found = deprecation(number)
    [row] = page_rows([found])
    now, observed = timezone.now(), observed_of([found])[found.pk] if found.is_open else None
    return DeprecationPage(
        row=row,
        migrations=list(found.migrations.all()),
        change=pending_change_of(found),
        waiting_for=waiting_for(found),
        unregistered=unregistered_callers(observed, now) if observed else [],
        unclear=unclear_callers(found, observed, now) if observed else [],
        quiet_days=WINDOW.days,
    )


def deprecation_of_version(version: ContractVersion) -> Deprecation | None:
    """The standing deprecation of a version."""
    return deprecations().filter(contract_version=version, cancelled_at=None).first()


def operation_deprecations(version: ContractVersion) -> dict[str, Deprecation]:
    """The standing deprecations of operations in the line of a version, by the operations' keys."""
    rows = deprecations(kind="operation").filter(contract=version.contract, cancelled_at=None)
    return {row.operation: row for row in rows.filter(line__in=["", version.major_line])}


def deprecations_of_service(service: str) -> list[Row]:
    """What of a service's ends, or the service itself, for its page."""
    rows = _with_migrations(deprecations(service=service).filter(cancelled_at=None, retired_at=None))
    return page_rows(rows.order_by(F("ends").asc(nulls_last=True), "id"))


def _with_migrations(rows: QuerySet[Deprecation]) -> QuerySet[Deprecation]:
    return rows.prefetch_related(Prefetch("migrations", Migration.objects.select_related("consumer__owner")))


def _waiting(deprecation: Deprecation) -> list[Migration]:
    return [one for one in deprecation.migrations.all() if one.state != MigrationState.MIGRATED]
