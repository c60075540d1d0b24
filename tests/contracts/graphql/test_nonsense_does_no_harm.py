"""Schemas whose types stand where they must not are compared without a failure, in both directions."""

import random
import re

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.graphql.schemas_at_random import changed_at_random, schema_at_random, written

NAMES = [
    "Query",
    "User",
    "Node",
    "Found",
    "State",
    "Filter",
    "Place",
    "Date",
    "Int",
    "Nowhere",
    "__typename",
    "schema",
]


def spoiled(rng: random.Random, text: str) -> str:
    """The text with a few words exchanged for others."""
    words = list(
        re.finditer(r"\b(?:Query|User|Team|Order|Node|Found|State|Filter|Place|Date|Int|ID|cached)\b", text)
    )
    for match in sorted(rng.sample(words, 4), key=lambda found: -found.start()):
        text = text[: match.start()] + rng.choice(NAMES) + text[match.end() :]
    return text


@pytest.mark.parametrize("seed", range(150))
def test_a_spoiled_schema_has_an_answer(seed: int) -> None:
    rng = random.Random(seed)
    model = schema_at_random(rng)
    before, after = spoiled(rng, written(model)), spoiled(rng, written(changed_at_random(rng, model)))

    for pair in ((before, after), (after, before)):
        compare_documents(*pair, format="graphql")
    validate(load_document(before, format="graphql"))
