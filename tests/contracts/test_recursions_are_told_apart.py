"""Components that refer to each other in circles are equal only where everything that they lead to is."""

from itertools import count

import pytest

from catalog.contracts.schemas.refinement import refined


def classes(texts: dict[str, int], below: dict[str, list[str]]) -> dict[str, int]:
    numbers = count(max(texts.values()) + 1)
    return refined(texts, below, lambda: next(numbers), lambda: None)


def same(found: dict[str, int], *nodes: str) -> bool:
    return len({found[node] for node in nodes}) == 1


def test_circles_of_the_same_words_are_equal() -> None:
    found = classes(dict.fromkeys("abxy", 0), {"a": ["b"], "b": ["a"], "x": ["y"], "y": ["x"]})

    assert same(found, *"abxy")


def test_a_difference_anywhere_in_a_circle_tells_all_of_it_apart() -> None:
    texts = {"a": 0, "b": 0, "c": 1, "x": 0, "y": 0, "z": 2}
    found = classes(texts, {"a": ["b"], "b": ["c"], "c": ["a"], "x": ["y"], "y": ["z"], "z": ["x"]})

    assert not any(same(found, *pair) for pair in ("ax", "by", "cz", "ab", "xy"))


def test_what_is_referred_to_is_told_apart_by_its_order() -> None:
    texts = {"a": 0, "x": 0, "p": 1, "q": 2}
    found = classes(texts, {"a": ["p", "q"], "x": ["q", "p"], "p": [], "q": []})

    assert not same(found, "a", "x")


class Looked(dict[str, list[str]]):
    """Counts how often somebody looks at what a node refers to."""

    times = 0

    def __getitem__(self, node: str) -> list[str]:
        self.times += 1
        return super().__getitem__(node)


@pytest.mark.parametrize("size", [10, 1000])
def test_what_nothing_was_told_apart_of_is_not_looked_at_again(size: int) -> None:
    """A circle on each side, which differ in one member: all the others are told apart one after the other."""
    below = Looked(
        {f"{side}{number}": [f"{side}{(number + 1) % size}"] for side in "ab" for number in range(size)}
    )
    texts = {name: int(name[1:]) for name in below} | {"a0": size}
    found = classes(texts, below)

    assert len(set(found.values())) == 2 * size
    assert below.times <= 4 * size
