"""Every consecutive pair of the published versions of GitHub's schema is compared to the end, and proven."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from graphql import build_ast_schema, parse
from graphql.utilities.find_schema_changes import BreakingChangeType, SchemaChange, find_schema_changes

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from tests.published import CORPUS, MISSING

PAIRS = [pair for history in sorted(CORPUS.glob("graphql/*")) for pair in pairwise(sorted(history.iterdir()))]

pytestmark = pytest.mark.skipif(not PAIRS, reason=MISSING)


@pytest.fixture(scope="module")
def comparisons() -> list[Comparison]:
    return [compare_documents(*(file.read_bytes() for file in pair)) for pair in PAIRS]


def test_every_pair_differs_and_is_compared_to_the_end(comparisons: list[Comparison]) -> None:
    assert all(comparison.changes and not comparison.undecided for comparison in comparisons)


def test_the_library_finds_as_many_breaking_changes_save_for_values_that_are_only_returned(
    comparisons: list[Comparison],
) -> None:
    for pair, comparison in zip(PAIRS, comparisons, strict=True):
        schemas = [build_ast_schema(parse(file.read_text()), assume_valid_sdl=True) for file in pair]
        theirs = [one for one in find_schema_changes(*schemas) if isinstance(one.type, BreakingChangeType)]
        theirs = [one for one in theirs if not follows_from_another_kind(one, theirs)]
        returned = [
            one for one in comparison.changes if one.rule_id == "graphql-enum-value-no-longer-returned"
        ]
        taken = [one for one in comparison.changes if one.rule_id.startswith("graphql-enum-value-removed")]
        both = {one.previous_pointer for one in returned} & {one.previous_pointer for one in taken}

        assert len(theirs) == len(comparison.with_severity("breaking")) + len(returned) - len(both)


def follows_from_another_kind(change: SchemaChange, among: Sequence[SchemaChange]) -> bool:
    """What is no interface any more is told of the type itself, and not of each that implemented it."""
    kinds = {one.description.split()[0] for one in among if one.type is BreakingChangeType.TYPE_CHANGED_KIND}
    interface = change.description.rstrip(".").split()[-1]
    return change.type is BreakingChangeType.IMPLEMENTED_INTERFACE_REMOVED and interface in kinds


def test_every_breaking_change_of_what_is_held_is_proven(comparisons: list[Comparison]) -> None:
    """Types that were met only within others that are gone are told with those."""
    breaking = [change for comparison in comparisons for change in comparison.with_severity("breaking")]
    unproven = [change for change in breaking if change.witness is None]

    assert breaking
    assert {change.rule_id for change in unproven} <= {"graphql-type-removed"}
