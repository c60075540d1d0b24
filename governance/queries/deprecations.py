"""What ends, and who still has to move."""

from datetime import date

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.utils import timezone

from catalog.models import Service
from catalog.queries import find
from governance.models import (
    Consent,
    DateChange,
    DateChangeState,
    Deprecation,
    DeprecationState,
    Migration,
    MigrationState,
)

OWN_DATES = Q(contract_version=None) | Q(cancelled_at__isnull=False)


def _effective(name: str) -> Case:
    """The date in SQL: that of an open deprecation of a version stands on the version."""
    return Case(
        When(OWN_DATES, then=F(name)), default=F(f"contract_version__{name}"), output_field=DateField()
    )


def _with_subjects(rows: QuerySet[Deprecation]) -> QuerySet[Deprecation]:
    return rows.select_related(
        *("service__owner", "contract__service__owner", "created_by", "successor_service"),
        *("contract_version__contract__service__owner", "contract_version__successor"),
    )


def open_deprecations(*, retired: bool = False) -> QuerySet[Deprecation]:
    """Those that somebody still has to act on; `retired` adds those whose subject is gone."""
    rows = Deprecation.objects.filter(cancelled_at=None)
    return _with_subjects(rows if retired else rows.filter(retired_at=None))


def ending_by(day: date) -> QuerySet[Deprecation]:
    """Those that are open and end on the day or before."""
    return open_deprecations().annotate(ends=_effective("sunset_at")).filter(ends__lte=day)


def agreed_changes() -> QuerySet[DateChange]:
    """The earlier dates that nobody is left to object to: who had not agreed has moved."""
    agreed = Consent.objects.filter(change=OuterRef(OuterRef("pk"))).values("consumer")
    affected = Migration.objects.filter(deprecation=OuterRef("deprecation")).exclude(
        state=MigrationState.MIGRATED
    )
    pending = DateChange.objects.filter(state=DateChangeState.PENDING)
    return pending.exclude(Exists(affected.exclude(consumer__in=agreed)))


def deprecations(
    service: str = "", contract: str = "", state: str = "", consumer: str = "", kind: str = ""
) -> QuerySet[Deprecation]:
    """Deprecations, the latest first, each with how many consumers it has and how many of them have migrated."""
    rows = Deprecation.objects.annotate(begins=_effective("deprecated_at"), ends=_effective("sunset_at"))
    wanted = {"service__slug": service, "contract__slug": contract, "kind": kind}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if state:
        rows = rows.filter(in_state(state, timezone.now().date()))
    if consumer:
        rows = rows.filter(pk__in=Migration.objects.filter(consumer__slug=consumer).values("deprecation"))
    moved = Count("migrations", filter=Q(migrations__state=MigrationState.MIGRATED))
    rows = rows.annotate(consumer_count=Count("migrations"), migrated_count=moved)
    return _with_subjects(rows).order_by("-id")


def in_state(state: str, today: date) -> Q:
    """The rows that are in the state on that day; they need `begins` and `ends`."""
    is_open = Q(cancelled_at=None, retired_at=None)
    ended, begun = Q(ends__lt=today), Q(begins__lte=today)
    # NULL is neither before nor after a day, so what has no date is asked for by name.
    lives = Q(ends=None) | Q(ends__gte=today)
    unbegun = Q(begins=None) | Q(begins__gt=today)
    return {
        DeprecationState.CANCELLED.value: Q(cancelled_at__isnull=False),
        DeprecationState.RETIRED.value: Q(retired_at__isnull=False),
        DeprecationState.SUNSET.value: is_open & ended,
        DeprecationState.DEPRECATED.value: is_open & lives & begun,
        DeprecationState.ANNOUNCED.value: is_open & lives & unbegun,
    }[state]


def deprecation_details() -> QuerySet[Deprecation]:
    """Deprecations with all that is shown of one, in a fixed number of queries."""
    pending = DateChange.objects.filter(state=DateChangeState.PENDING).select_related("requested_by")
    pending = pending.prefetch_related("consents__consumer__owner", "consents__given_by")
    migrations = Migration.objects.select_related("consumer__owner")
    return deprecations().prefetch_related(
        Prefetch("migrations", migrations), Prefetch("date_changes", pending)
    )


def deprecation(number: int) -> Deprecation:
    """Return the deprecation with its details; raise NotFoundError."""
    return find.one(deprecation_details(), f"The deprecation {number}", pk=number)


def still_on_it(deprecation: Deprecation) -> list[Service]:
    """The consumers that have not migrated."""
    migrations = deprecation.migrations.exclude(state=MigrationState.MIGRATED)
    return [migration.consumer for migration in migrations.select_related("consumer__owner")]


def pending_change(deprecation: Deprecation) -> DateChange | None:
    """The dates that wait for consent."""
    pending = deprecation.date_changes.filter(state=DateChangeState.PENDING)
    return pending.select_related("requested_by").first()


def pending_change_of(deprecation: Deprecation) -> DateChange | None:
    """The same of one that was read with its details."""
    return next(iter(deprecation.date_changes.all()), None)


def waiting_for(deprecation: Deprecation) -> list[Migration]:
    """The migrations of the consumers whose consent the pending dates still need."""
    change = pending_change_of(deprecation)
    if change is None:
        return []
    agreed = {consent.consumer_id for consent in change.consents.all()}
    return [
        migration
        for migration in deprecation.migrations.all()
        if migration.state != MigrationState.MIGRATED and migration.consumer_id not in agreed
    ]
