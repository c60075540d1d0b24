"""Lines and columns of what was found, looked up for reported places only."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from catalog.contracts.changes import Change, Undecided
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.documents.positions import Position
from catalog.contracts.limits import Deadline, OutOfTimeError


def located(
    changes: Iterable[Change], previous: Document, current: Document, deadline: Deadline
) -> tuple[Change, ...]:
    """The changes with the lines and columns of both documents filled in, as far as they are found in time.

    The positions that they have are those inside the texts at their pointers.
    """
    return tuple(
        dataclasses.replace(
            change,
            previous_position=_position(
                previous, change.previous_pointer, deadline, change.previous_position
            ),
            current_position=_position(current, change.current_pointer, deadline, change.current_position),
        )
        for change in changes
    )


def corners_located(
    corners: Iterable[Undecided], previous: Document, current: Document, deadline: Deadline
) -> tuple[Undecided, ...]:
    """What is undecided with the lines and columns of both documents filled in, where the place is there."""
    return tuple(
        dataclasses.replace(
            corner,
            previous_position=_position(previous, _leading(previous, corner), deadline),
            current_position=_position(current, _leading(current, corner), deadline),
        )
        for corner in corners
    )


def _position(
    document: Document, pointer: str | None, deadline: Deadline, inside: Position | None = None
) -> Position | None:
    try:
        deadline.check()
        return None if pointer is None else document.locate(pointer, deadline, inside=inside)
    except OutOfTimeError:
        return None


def _leading(document: Document, corner: Undecided) -> str | None:
    """The pointer of a corner where it leads to a place in the document."""
    if corner.unfinished:
        return None
    try:
        resolve(document.tree, split(corner.pointer))
    except LookupError:
        return None
    return corner.pointer
