"""One cause, one change: what is listed twice in a `oneOf` does not change twice."""

import pytest

from tests.contracts.generating.judging import comparison
from tests.contracts.generating.pairs import SchemaPair, Side

CASH = {"type": "object", "properties": {"cash": {"type": "number"}}, "required": ["cash"]}


def card(*required: str) -> dict:
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in required},
        "required": [*required],
    }


@pytest.mark.parametrize("others", [[], [CASH]])
def test_a_form_that_is_listed_twice_changes_once(others):
    before, after = card("number"), card("number", "holder")
    sides = [Side("3.1", {"oneOf": [form, form, *others]}) for form in (before, after)]

    changes = comparison(SchemaPair("request", *sides)).changes

    assert [change.rule_id for change in changes] == ["request-required-property-added"]


def test_a_form_that_is_listed_once_more_is_refused_by_the_letter():
    sides = [Side("3.1", {"oneOf": [card("number"), *forms]}) for forms in ([CASH], [CASH, CASH])]

    (change,) = comparison(SchemaPair("request", *sides)).changes

    assert change.rule_id == "request-alternatives-overlap"
    assert change.witness["instance"]["cash"] is not None
