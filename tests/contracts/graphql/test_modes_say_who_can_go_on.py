"""Backward, who was written for the previous schema can go on with the current one; forward, the other way round."""

import pytest

from catalog.contracts.compare import compare_documents

BASE = """
type Query { orders(first: Int = 5, state: State): [Order!]! state: State }
enum State { A }
type Order { id: ID! }
"""


@pytest.mark.parametrize(
    ("old", "new", "backward", "forward"),
    [
        ("id: ID!", "id: ID! total: Int", True, False),
        ("id: ID!", "id: ID", False, True),
        ("{ A }", "{ A B }", True, False),
        ("first: Int = 5, ", "", False, True),
        ("first: Int = 5", "first: Int! = 5", False, True),
        ("first: Int = 5", "first: Int = 6", True, True),
        ("first: Int = 5", "first: Float = 5", False, False),
        ("[Order!]!", "[Order!]", False, True),
        ("type Order", "type Unused { a: Int } type Order", True, True),
        ("id: ID!", "id: ID! @deprecated", True, True),
    ],
)
def test_a_change_is_compatible_in_these_modes(old: str, new: str, backward: bool, forward: bool) -> None:
    assert old in BASE
    found = compare_documents(BASE, BASE.replace(old, new))

    assert found.is_compatible("backward") is backward
    assert found.is_compatible("forward") is forward
    assert found.is_compatible("full") is (backward and forward)
