"""Compare recorded documents, each pair once for ever, or two documents that are not recorded at all."""

from dataclasses import replace
from functools import cache

from django.utils import timezone

from catalog.actions.texts import storable
from catalog.actions.turns import Turns
from catalog.actions.uploads import Upload, read_upload
from catalog.contracts.changes import Comparison
from catalog.contracts.compare import ENGINE_VERSION, compare_documents
from catalog.contracts.compatibility import told_in_reverse
from catalog.contracts.formats import format_named
from catalog.models import Comparison as StoredComparison
from catalog.models import Contract, Document
from catalog.queries.documents import parsed
from catalog.queries.prepared import Prepared, any_given, given

Pair = tuple[str, str]

COMPARISONS = Turns("documents are being compared")


class NotComparedError(Exception):
    """Some pairs have to be compared first."""

    def __init__(self, pairs: set[Pair]) -> None:
        super().__init__(f"{len(pairs)} pairs of documents are not compared yet.")
        self.pairs = pairs


def comparison_of(previous_digest: str, current_digest: str) -> Comparison:
    """Return the engine's comparison of two stored documents, from the store where it was made before."""
    pair = (previous_digest, current_digest)
    return comparisons_of({pair})[pair]


def comparison_for(contract: Contract, previous_digest: str, current_digest: str) -> Comparison:
    """Return the comparison of two versions of a contract as it promises them, with the one the other way round.

    The latter is made where it is asked for, for formats in which it tells more.
    """
    found = comparison_of(previous_digest, current_digest)
    modes = told_in_reverse(format_named(contract.format).kind)
    reverse = cache(lambda: comparison_of(current_digest, previous_digest))
    return replace(found, reverse=reverse, told_in_reverse=modes).under(contract.strictness)


def comparisons_of(pairs: set[Pair]) -> dict[Pair, Comparison]:
    """Return the comparison of every pair of digests, in one query for those that were made before."""
    found = stored_comparisons(pairs)
    for pair in sorted(pairs - found.keys()):
        found[pair] = _compare(*pair)
    return found


def comparisons_made_before(pairs: set[Pair]) -> dict[Pair, Comparison]:
    """The same for those who must not wait for an engine. Raises NotComparedError with what is missing."""
    found = stored_comparisons(pairs)
    if missing := pairs - found.keys():
        raise NotComparedError(missing)
    return found


def stored_comparisons(pairs: set[Pair]) -> dict[Pair, Comparison]:
    """Return the comparisons of those pairs of digests that were compared before."""
    if not pairs:
        return {}
    previous, current = zip(*pairs, strict=True)
    rows = MADE.instances(engine=ENGINE_VERSION, previous=list(previous), current=list(current))
    found = {(row.previous_id, row.current_id): row for row in rows}
    return {pair: Comparison.from_stored(found[pair].result) for pair in pairs & found.keys()}


# Of the documents of all pairs with each other, of which hardly any others than the pairs are ever compared.
MADE = Prepared(
    lambda: StoredComparison.objects.filter(
        engine_version=given("engine"),
        previous=any_given("previous", "text"),
        current=any_given("current", "text"),
    ),
    *("id", "previous_id", "current_id", "result"),
)


def _compare(previous_digest: str, current_digest: str) -> Comparison:
    previous, current = (Document.objects.get(digest=digest) for digest in (previous_digest, current_digest))
    # A document counts as published on the day on which it was first recorded, so that the answer never changes.
    published = current.created_at.date()
    before, after = parsed(previous), parsed(current)
    with COMPARISONS.turn():
        found = compare_documents(before, after, published=published)
    result = storable(found.stored())
    # Two that compare at once agree, since the result is a function of its key.
    StoredComparison.objects.bulk_create(
        [
            StoredComparison(
                engine_version=ENGINE_VERSION,
                previous_id=previous_digest,
                current_id=current_digest,
                result=result,
            )
        ],
        ignore_conflicts=True,
    )
    return Comparison.from_stored(result)


def compare_uploads(previous: Upload, current: Upload, format_name: str | None = None) -> Comparison:
    """Compare what is stored nowhere, and store nothing. Raises InvalidInputError where a side cannot be read."""
    before = read_upload(previous, "/previous", format_name)
    after = read_upload(current, "/current", format_name or before.format)
    with COMPARISONS.turn():
        return compare_documents(before, after, published=timezone.now().date())
