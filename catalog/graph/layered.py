"""Layered drawings of directed graphs: consumers at the left, whatever they use at the right.

Laid out by a program that takes the flags of Graphviz' `dot` and answers in its `plain` format
(https://graphviz.org/docs/outputs/plain/). It is told numbers only, and never what anything is called.
Lengths are pixels; the origin is at the top left.
"""

import os
import shlex
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

INCH = 72  # the unit of `plain`, of which `dot` reckons 72 points each
MARGIN = 8
ARROW = 7
LABEL = 15  # the size of the text at an edge, which is smaller as it is drawn and so stands clear of the line


class LayoutError(Exception):
    """The graph could not be laid out; the message says why, for the log."""


@dataclass(frozen=True)
class Graph:
    """So many nodes of one size, and edges from one to another of them, each with a word or without (an empty one)."""

    size: tuple[int, int]
    nodes: int
    edges: tuple[tuple[int, int, str], ...]

    @property
    def description(self) -> str:
        """In the language of `dot`; the same for graphs that look the same."""
        width, height = (f"{length / INCH:.3f}" for length in self.size)
        return "\n".join(
            (
                "digraph {",
                "rankdir=LR; nodesep=0.22; ranksep=0.5;",
                f'node [shape=box, fixedsize=true, width={width}, height={height}, label=""];',
                f"edge [arrowhead=none, fontsize={LABEL}];",
                *(f"n{number};" for number in range(self.nodes)),
                *(f'n{tail} -> n{head} [label="{word}"];' for tail, head, word in self.edges),
                "}",
            )
        )


@dataclass(frozen=True)
class Line:
    """An edge as the path of an SVG, its arrow as the points of a polygon, and the middle of its word's place."""

    path: str
    arrow: str
    word: tuple[float, float] | None


@dataclass(frozen=True)
class Layout:
    """The size of the drawing, the middle of every node, and every edge, in the order in which they were given."""

    width: float
    height: float
    nodes: list[tuple[float, float]]
    edges: list[Line]


def lay_out(graph: Graph, command: str, seconds: float) -> Layout:
    """Have the command lay the graph out within so many seconds. Raises LayoutError."""
    program, *flags = shlex.split(command)
    found = shutil.which(program, path=os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"])))
    if found is None:
        raise LayoutError(f"There is no program {program}.")
    try:
        done = subprocess.run(  # noqa: S603  # the operator's program, and no word of a user's
            [found, *flags, "-Kdot", "-Tplain"],
            input=graph.description,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise LayoutError(f"{program} was not done after {seconds:g} s.") from error
    except subprocess.CalledProcessError as error:
        raise LayoutError(f"{program} ended with {error.returncode}: {error.stderr[-500:]}") from error
    except OSError as error:
        raise LayoutError(f"{program} could not be run: {error}") from error
    try:
        return _read(done.stdout, graph)
    except (ValueError, LookupError) as error:
        raise LayoutError(f"{program} answered what cannot be read: {done.stdout[:200]!r}") from error


def _read(plain: str, graph: Graph) -> Layout:
    nodes: dict[str, tuple[float, float]] = {}
    lines: dict[tuple[str, str], Line] = {}
    width = height = 0.0
    for words in (shlex.split(line) for line in plain.splitlines()):
        if words[0] == "graph":
            width, height = (float(word) * INCH for word in words[2:4])
        elif words[0] == "node":
            nodes[words[1]] = next(_points(words[2:4], height))
        elif words[0] == "edge":
            lines[words[1], words[2]] = _line(words[3:], height)
    return Layout(
        width + 2 * MARGIN,
        height + 2 * MARGIN,
        [nodes[f"n{number}"] for number in range(graph.nodes)],
        [lines[f"n{tail}", f"n{head}"] for tail, head, _ in graph.edges],
    )


def _points(words: Sequence[str], height: float) -> Iterator[tuple[float, float]]:
    """Coordinates as pairs, turned over: `plain` counts from the bottom."""
    for x, y in zip(words[0::2], words[1::2], strict=True):
        yield round(float(x) * INCH + MARGIN, 1), round(height - float(y) * INCH + MARGIN, 1)


def _line(words: Sequence[str], height: float) -> Line:
    end = 1 + 2 * int(words[0])
    start, *controls = _points(words[1:end], height)
    rest = words[end:]  # the word with its place where there is one, the style and the colour
    place = next(_points(rest[1:3], height)) if len(rest) > len(("style", "colour")) else None
    path = f"M{_text(start)}C{' '.join(_text(point) for point in controls)}"
    return Line(path, _arrow([start, *controls]), place)


def _arrow(points: Sequence[tuple[float, float]]) -> str:
    """A triangle whose tip is where the curve ends, in the direction that it ends in."""
    (tip_x, tip_y) = points[-1]
    (from_x, from_y) = next((point for point in reversed(points) if point != points[-1]), (tip_x - 1, tip_y))
    length = hypot(tip_x - from_x, tip_y - from_y)
    x, y = (tip_x - from_x) / length * ARROW, (tip_y - from_y) / length * ARROW
    corners = [(tip_x, tip_y), (tip_x - x - y / 2, tip_y - y + x / 2), (tip_x - x + y / 2, tip_y - y - x / 2)]
    return " ".join(_text(corner) for corner in corners)


def _text(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
