"""Who breaks with a service, and what it relies on, how far away."""

from catalog.graph.neighbourhood import Side, drawable, neighbourhood

CHAIN = [("app", "bff"), ("bff", "orders"), ("orders", "stock"), ("stock", "ledger"), ("ledger", "bank")]


def test_callers_and_providers_are_found_as_far_as_was_asked_for():
    near = neighbourhood(CHAIN, "orders", 2)
    assert near.callers == {"bff": 1, "app": 2}
    assert near.providers == {"stock": 1, "ledger": 2}


def test_without_a_limit_all_are_found_however_far_away():
    assert neighbourhood(CHAIN, "app").providers == {
        "bff": 1,
        "orders": 2,
        "stock": 3,
        "ledger": 4,
        "bank": 5,
    }


def test_of_two_ways_the_shorter_one_counts():
    assert neighbourhood([*CHAIN, ("app", "orders")], "orders").callers["app"] == 1


def test_whoever_is_in_a_circle_with_it_stands_on_both_sides_at_its_nearer_distance():
    near = neighbourhood([("a", "b"), ("b", "c"), ("c", "a")], "a")
    assert {name: (near.side(name), near.hops(name)) for name in near.names} == {
        "a": (Side.SELECTED, 0),
        "b": (Side.BOTH, 1),
        "c": (Side.BOTH, 1),
    }


def test_who_only_shares_a_provider_with_it_is_no_neighbour():
    assert neighbourhood([("a", "shared"), ("b", "shared")], "a").names == {"a", "shared"}


def test_what_a_caller_uses_past_the_service_is_left_out():
    edges = [("app", "orders"), ("orders", "stock"), ("app", "stock")]
    assert neighbourhood(edges, "orders").edges(edges) == [("app", "orders"), ("orders", "stock")]


def test_a_service_that_nobody_knows_stands_alone():
    assert neighbourhood(CHAIN, "elsewhere").names == {"elsewhere"}


def test_as_many_as_can_be_drawn_are_drawn_the_first_ones():
    names = ["a", "b", "c", "d"]
    assert drawable(names, [], 3, 10) == ["a", "b", "c"]


def test_who_has_too_many_edges_ends_what_is_drawn():
    edges = [("a", "b"), ("c", "a"), ("c", "b"), ("d", "a")]
    assert drawable(["a", "b", "c", "d"], edges, 10, 2) == ["a", "b"]
    assert drawable(["a", "b", "c", "d"], edges, 10, 3) == ["a", "b", "c"]
