"""Reviews: which is the current one, and what a version is judged against."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet

from catalog.models import Compatibility, Contract, ContractVersion, VersionState
from catalog.queries.prepared import Prepared, any_given
from governance.models import OPEN, JobState, Review, Verdict


def passed(now: datetime) -> Q:
    """What passed, and passes still: by itself, or by waivers that have not ended."""
    by_waiver = Q(waived_until=None) | Q(waived_until__gt=now)
    return by_waiver & Q(state=JobState.DONE, verdict__in=[Verdict.PASS, Verdict.NOT_APPLICABLE])


def latest_reviews(version_ids: list[int]) -> dict[int, Review]:
    """The current review of each version: the newest, whatever its state."""
    reviews = Review.objects.filter(contract_version__in=version_ids).order_by("contract_version_id", "-id")
    return {r.contract_version_id: r for r in reviews.distinct("contract_version_id")}


def counted_reviews(version_ids: Iterable[int]) -> dict[int, Any]:
    """The current review of each version, with how much it found `breaking`, and could not decide (`unknown`)."""
    return {review.contract_version_id: review for review in COUNTED.instances(versions=list(version_ids))}


def _counted() -> QuerySet[Review]:
    of_versions = Review.objects.filter(contract_version=any_given("versions"))
    newest = of_versions.order_by("contract_version_id", "-id").distinct("contract_version_id")
    return Review.objects.filter(pk__in=newest.values("pk")).annotate(
        breaking=Count("findings", filter=Q(findings__severity="breaking")),
        unknown=Func(F("undecided"), function="jsonb_array_length", output_field=IntegerField()),
    )


COUNTED = Prepared(
    _counted,
    *("id", "contract_version_id", "state", "verdict", "waived_until", "breaking", "unknown"),
)


def baselines(contract: Contract, now: datetime) -> dict[int, list[ContractVersion]]:
    """What each version of the contract is judged against, by the version's id, the highest first.

    The highest lower version that passed, in the same major line if there is one, else at all; none for the first.
    Where the contract's compatibility is transitive, all those of the line that are not past their sunset. A version
    that failed is never a baseline, so that it cannot launder the next one. Versions without an order (opaque) stand
    as registered.
    """
    current = Review.objects.filter(contract_version__contract=contract)
    newest = current.order_by("contract_version_id", "-id").distinct("contract_version_id")
    passing = set(
        Review.objects.filter(passed(now), pk__in=newest.values("pk")).values_list(
            "contract_version_id", flat=True
        )
    )
    transitive = Compatibility(contract.compatibility).is_transitive
    found: dict[int, list[ContractVersion]] = {}
    highest: list[ContractVersion] = []
    in_line: dict[str, list[ContractVersion]] = {}
    for version in contract.versions.order_by("sort_key", "pk"):
        found[version.pk] = list(in_line.get(version.major_line) or highest)
        if version.pk in passing:
            highest = [version]
            before = in_line.get(version.major_line, []) if transitive else []
            in_line[version.major_line] = [version, *(v for v in before if _lives(v, now))]
    return found


def _lives(version: ContractVersion, now: datetime) -> bool:
    return version.state(now.date()) != VersionState.SUNSET


def misjudged_above(version: ContractVersion, now: datetime) -> list[ContractVersion]:
    """Higher versions that were judged against other versions than they are to be, or are being judged now."""
    if version.contract.compatibility == Compatibility.NONE:
        return []
    against = baselines(version.contract, now)
    current = latest_reviews(list(against))
    higher = ContractVersion.objects.in_bulk([pk for pk in current if pk != version.pk])
    return [
        above
        for pk, above in higher.items()
        if _order(above) > _order(version) and _is_outdated(current[pk], against[pk])
    ]


def past_their_waivers(now: datetime) -> QuerySet[Review]:
    """The newest reviews of their versions that passed by a waiver which has ended."""
    return _newest().filter(waived_until__lte=now)


def promised_otherwise(since: datetime | None = None) -> QuerySet[Review]:
    """The newest reviews of their versions whose contract promises something else now than when they were made.

    Of the contracts that changed since then, so that looking does not grow with what was ever reviewed; or of all.
    """
    contract = "contract_version__contract"
    as_promised = Q(compatibility=F(f"{contract}__compatibility"), strictness=F(f"{contract}__strictness"))
    found = _newest().filter(~as_promised)
    return found.filter(**{f"{contract}__updated_at__gte": since}) if since else found


def _newest() -> QuerySet[Review]:
    newer = Review.objects.filter(contract_version=OuterRef("contract_version"), pk__gt=OuterRef("pk"))
    done = Review.objects.filter(~Exists(newer), state=JobState.DONE)
    return done.select_related("contract_version__contract")


def _order(version: ContractVersion) -> tuple[str, int]:
    return version.sort_key, version.pk


def _is_outdated(review: Review, against: list[ContractVersion]) -> bool:
    if review.state == JobState.DONE:
        return bool(review.compared_with != [version.version for version in against])
    return review.state == JobState.RUNNING


def open_reviews_below(version: ContractVersion) -> bool:
    """Whether a lower version is still being judged: this one's baseline depends on it."""
    below = Q(sort_key__lt=version.sort_key) | Q(sort_key=version.sort_key, pk__lt=version.pk)
    lower = version.contract.versions.filter(below)
    return Review.objects.filter(contract_version__in=lower, state__in=OPEN).exists()


def reviews_to_ring(contract: Contract) -> list[int]:
    """Pending reviews of a contract, lowest version first."""
    pending = Review.objects.filter(contract_version__contract=contract, state=JobState.PENDING)
    return list(
        pending.order_by("contract_version__sort_key", "contract_version_id").values_list("pk", flat=True)
    )


def review_details() -> QuerySet[Review]:
    """Reviews with all that is shown of one, in a fixed number of queries."""
    return Review.objects.select_related("contract_version__contract__service", "baseline").prefetch_related(
        "findings"
    )
