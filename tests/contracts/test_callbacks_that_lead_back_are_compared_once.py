"""What a callback sends may be described by the path of an operation, whose callbacks may lead on or back."""

from collections import Counter

import pytest

from catalog.contracts.compare import compare_documents
from tests.contracts.processor import seconds_spent

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}


def calling(leaf, targets):
    """Operations by their number, and the numbers of those that describe what they call."""

    def operation(called):
        callbacks = {f"c{n}": {"{$request.body#/url}": {"$ref": f"#/paths/~1{n}"}} for n in called}
        body = {"content": {"application/json": {"schema": leaf}}}
        return {"requestBody": body, "callbacks": callbacks, "responses": {}}

    return {f"/{number}": {"post": operation(called)} for number, called in targets.items()}


@pytest.mark.parametrize(
    "targets",
    [
        {0: [0]},
        {number: [*range(30)] for number in range(30)},
        {number: [(number + 1) % 500] for number in range(500)},
    ],
    ids=["to itself", "to each other", "in a long circle"],
)
def test_each_is_compared_as_what_consumers_send_and_as_what_the_provider_sends(documents, targets):
    before, after = (documents.of(calling(leaf, targets)) for leaf in (TEXT, NUMBER))
    began = seconds_spent()

    changes = compare_documents(before, after).changes

    assert Counter(change.rule_id for change in changes) == {
        "request-type-changed": len(targets),
        "response-type-changed": len(targets),
    }
    assert seconds_spent() - began < 10
