"""Which nodes of a graph are in a circle, and with whom."""

from catalog.graph.circles import circles_of


def test_nodes_of_one_circle_have_one_number_and_others_none():
    found = circles_of({1: {2}, 2: {3}, 3: {1, 4}, 4: {5}, 6: {7}, 7: {6}})
    assert set(found) == {1, 2, 3, 6, 7}
    assert found[1] == found[2] == found[3] != found[6] == found[7]


def test_a_node_that_leads_to_itself_is_a_circle():
    assert set(circles_of({1: {1}, 2: {1}})) == {1}


def test_two_circles_that_share_a_node_are_one():
    assert len(set(circles_of({1: {2}, 2: {1, 3}, 3: {2}}).values())) == 1


def test_a_chain_of_any_length_needs_no_recursion():
    chain = {n: {n + 1} for n in range(50_000)}
    assert circles_of(chain) == {}
    assert len(circles_of(chain | {50_000: {0}})) == 50_001
