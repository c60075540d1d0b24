"""Reviews: which is the current one, and what a version is judged against."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from catalog.models import Contract, ContractVersion
from governance.models import OPEN, Review, ReviewState, Verdict

PASSED = Q(state=ReviewState.DONE, verdict__in=[Verdict.PASS, Verdict.NOT_APPLICABLE])


def latest_reviews(version_ids: list[int]) -> dict[int, Review]:
    """The current review of each version: the newest, whatever its state."""
    reviews = Review.objects.filter(contract_version__in=version_ids).order_by("contract_version_id", "-id")
    return {r.contract_version_id: r for r in reviews.distinct("contract_version_id")}


def lower_versions(version: ContractVersion) -> QuerySet[ContractVersion]:
    """The versions below in the contract's order; versions without an order (opaque) stand as registered."""
    below = Q(sort_key__lt=version.sort_key) | Q(sort_key=version.sort_key, pk__lt=version.pk)
    return version.contract.versions.filter(below)


def higher_versions(version: ContractVersion) -> QuerySet[ContractVersion]:
    above = Q(sort_key__gt=version.sort_key) | Q(sort_key=version.sort_key, pk__gt=version.pk)
    return version.contract.versions.filter(above)


def baseline_of(version: ContractVersion) -> ContractVersion | None:
    """The highest lower version that passed, in the same major line if there is one, else at all (DESIGN 4).

    A version that failed its review is never a baseline, so that it cannot launder the next one.
    """
    newest = Review.objects.filter(contract_version=OuterRef("pk")).order_by("-id")
    passed = (
        lower_versions(version)
        .annotate(newest_review=Subquery(newest.values("pk")[:1]))
        .filter(newest_review__in=Review.objects.filter(PASSED).values("pk"))
        .order_by("-sort_key", "-pk")
    )
    return passed.filter(major_line=version.major_line).first() or passed.first()


def open_reviews_below(version: ContractVersion) -> bool:
    """Whether a lower version is still being judged: this one's baseline depends on it."""
    return Review.objects.filter(contract_version__in=lower_versions(version), state__in=OPEN).exists()


def reviews_to_ring(contract: Contract) -> list[int]:
    """Pending reviews of a contract, lowest version first."""
    pending = Review.objects.filter(contract_version__contract=contract, state=ReviewState.PENDING)
    return list(
        pending.order_by("contract_version__sort_key", "contract_version_id").values_list("pk", flat=True)
    )


def review_details() -> QuerySet[Review]:
    """Reviews with all that is shown of one, in a fixed number of queries."""
    return Review.objects.select_related("contract_version__contract__service", "baseline").prefetch_related(
        "findings"
    )
