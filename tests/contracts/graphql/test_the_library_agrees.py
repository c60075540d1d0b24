"""What graphql-core calls breaking or dangerous between two schemas is told, save for what decision 9 records."""

import random
import re
from collections.abc import Iterable

import pytest
from graphql import GraphQLSchema, build_schema
from graphql.utilities.find_schema_changes import BreakingChangeType, DangerousChangeType, find_schema_changes

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from tests.contracts.graphql.schemas_at_random import changed_at_random, schema_at_random, written

LESS = {
    "VALUE_REMOVED_FROM_ENUM": {"graphql-enum-value-no-longer-returned", "graphql-unused-type-restricted"},
    "VALUE_ADDED_TO_ENUM": {"graphql-enum-value-accepted", "graphql-unused-type-changed"},
    "OPTIONAL_ARG_ADDED": {"graphql-optional-argument-added", "graphql-unused-type-changed"},
    "OPTIONAL_INPUT_FIELD_ADDED": {"graphql-optional-input-field-added", "graphql-unused-type-changed"},
    "IMPLEMENTED_INTERFACE_ADDED": {"graphql-new-interface-implemented", "graphql-unused-type-changed"},
}
"""What the library says of every such change, and the engine only of some: who can notice it decides."""


def named(description: str) -> set[str]:
    """The coordinates in a sentence of the library, and the types that they begin with."""
    found = set(re.findall(r"@?\w+\.?\w*(?:\(\w+:\))?", description))
    return found | {name.partition(".")[0] for name in found}


def told(changes: Iterable[Change], description: str) -> list[Change]:
    names = named(description)
    return [change for change in changes if set(re.findall(r"`([^`]+)`", change.message)) & names]


@pytest.mark.parametrize("seed", range(150))
def test_each_of_its_changes_is_one_of_the_engine(seed: int) -> None:
    rng = random.Random(seed)
    model = schema_at_random(rng)
    before, after = written(model), written(changed_at_random(rng, model))
    schemas: list[GraphQLSchema] = [build_schema(text) for text in (before, after)]
    changes = compare_documents(before, after, format="graphql").changes

    for theirs in find_schema_changes(*schemas):
        if theirs.description.startswith("Standard scalar"):
            continue  # which no type uses any more: every schema still has it
        ours = told(changes, theirs.description)
        if isinstance(theirs.type, BreakingChangeType):
            enough = any(change.severity == "breaking" for change in ours)
        elif isinstance(theirs.type, DangerousChangeType):
            enough = any(change.severity != "safe" for change in ours)
        else:
            continue
        lesser = {change.rule_id for change in ours} & LESS.get(
            theirs.type.name, {"graphql-unused-type-restricted"}
        )
        assert enough or lesser, (theirs, changes)


@pytest.mark.parametrize("seed", range(150))
def test_each_breaking_change_of_the_engine_is_one_of_its_own(seed: int) -> None:
    """Or it is one of those that the library lacks: a default that is gone makes an argument required."""
    rng = random.Random(seed)
    model = schema_at_random(rng)
    before, after = written(model), written(changed_at_random(rng, model))
    theirs = find_schema_changes(build_schema(before), build_schema(after))
    breaking = [change.description for change in theirs if isinstance(change.type, BreakingChangeType)]

    for change in compare_documents(before, after, format="graphql").with_severity("breaking"):
        lacking = change.rule_id.endswith("-became-required")
        assert lacking or any(told([change], description) for description in breaking), change
