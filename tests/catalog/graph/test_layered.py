"""A graph is laid out from left to right by a program that is told numbers only, and may fail."""

from itertools import pairwise

import pytest

from catalog.graph.layered import Graph, LayoutError, lay_out

COMMAND = "graphviz-pure"
CHAIN = Graph((100, 40), 3, ((0, 1, ""), (1, 2, "not registered")))


def test_consumers_stand_at_the_left_of_what_they_use():
    (first, _), (second, _), (third, _) = lay_out(CHAIN, COMMAND, 10).nodes
    assert first + 100 < second
    assert second + 100 < third


def test_everything_is_within_the_drawing():
    layout = lay_out(CHAIN, COMMAND, 10)
    for x, y in layout.nodes:
        assert 50 < x < layout.width - 50
        assert 20 < y < layout.height - 20


def test_nodes_do_not_overlap():
    wide = Graph((100, 40), 12, tuple((0, number, "") for number in range(1, 12)))
    heights = sorted(y for _, y in lay_out(wide, COMMAND, 10).nodes[1:])
    assert min(below - above for above, below in pairwise(heights)) > 40


def test_a_line_ends_at_the_left_of_what_is_used_and_points_there():
    layout = lay_out(CHAIN, COMMAND, 10)
    tip = float(layout.edges[0].arrow.split(",")[0])
    assert tip == pytest.approx(layout.nodes[1][0] - 50, abs=1)
    assert layout.edges[0].path.startswith("M")


def test_a_word_has_its_place_on_its_line():
    layout = lay_out(CHAIN, COMMAND, 10)
    plain, worded = layout.edges
    assert plain.word is None
    assert layout.nodes[1][0] < worded.word[0] < layout.nodes[2][0]


def test_a_circle_is_laid_out():
    layout = lay_out(Graph((100, 40), 2, ((0, 1, "circle"), (1, 0, "circle"))), COMMAND, 10)
    assert len(layout.edges) == 2


def test_edges_are_answered_in_the_order_in_which_they_were_given():
    layout = lay_out(Graph((100, 40), 3, ((1, 2, ""), (0, 1, ""))), COMMAND, 10)
    starts = [float(line.path[1:].split(",")[0]) for line in layout.edges]
    assert starts[0] > starts[1]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("no-such-program", "There is no program no-such-program"),
        ("sh -c 'exit 3'", "ended with 3"),
        ("sh -c 'exec sleep 60'", "was not done after 0.2 s"),
        ("echo nonsense", "cannot be read"),
        ("true", "cannot be read"),
    ],
)
def test_a_program_that_is_missing_fails_hangs_or_talks_nonsense_is_an_error_that_says_so(command, reason):
    with pytest.raises(LayoutError, match=reason):
        lay_out(CHAIN, command, 0.2)
