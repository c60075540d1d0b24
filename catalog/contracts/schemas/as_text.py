"""Values that travel as text, where numbers look like texts and a list of one like its item.

What is compared is what arrives: a text is read by the schema of its receiver.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import SAME, Effect, Pair, Place, Step
from catalog.contracts.schemas.acceptance import accepts
from catalog.contracts.schemas.digests import origins
from catalog.contracts.schemas.elements import or_anything
from catalog.contracts.schemas.projection import TYPES
from catalog.contracts.schemas.shapes import Shape, item_at, most_items
from catalog.contracts.schemas.values import as_text

if TYPE_CHECKING:
    from catalog.contracts.schemas.comparer import SchemaComparer

_NUMBER = re.compile(r"[+-]?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?")
_STRUCTURED = ("array", "object")
_MOST = 64
"""So many ways to read a value are tried."""
_MOST_PARTS = 10
_EFFECTS: dict[str, Effect] = {"widened": "widens", "narrowed": "narrows"}
_HARM = {True: "narrowed", False: "widened"}
"""What does harm in a request, and in a response."""
_DOUBT = "whether every list is such a text once its items are put together is not worked out"


def readings(value: Any, place: Place) -> Iterator[Any]:
    """What a value may be read as by who does not know its type, first of all as itself."""
    if not place.text and place.lists is None:
        yield value
    elif isinstance(value, dict):
        inside = place.of("object")
        parts = [readings(member, inside.below(Step("property", name))) for name, member in value.items()]
        for read in _combined(parts):
            found = dict(zip(value, read, strict=True))
            yield from (found, [found]) if place.is_part else (found,)
    elif isinstance(value, list):
        yield from _of_list(value, place)
    else:
        yield from _of_single(value, place)


def sendable(value: Any, place: Place) -> Iterator[Any]:
    """A value, those that are written alike, and the same with every item of a list of one sent twice."""
    yield from readings(value, place)
    if place.lists is not None:
        parts = value.items() if isinstance(value, dict) else ()
        twice = {name: part * 2 if _is_one(part) else part for name, part in parts} or value
        yield value * 2 if _is_one(value) else twice


def _is_one(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1


def _of_list(value: list[Any], place: Place) -> Iterator[Any]:
    yield from map(list, _combined([readings(item, place.below(Step("item", "0"))) for item in value]))
    if place.lists and place.lists.delimiter:
        yield from _typed(place.lists.delimiter.join(map(as_text, value)))
    elif place.lists and len(value) == 1:
        yield from readings(value[0], place.below(Step("item", "0")))


def _of_single(value: Any, place: Place) -> Iterator[Any]:
    single = list(_typed(value)) if place.text else [value]
    yield from single
    if place.lists and place.lists.delimiter and not place.lists.escaped:
        yield from map(
            list, _combined([_typed(part) for part in as_text(value).split(place.lists.delimiter)])
        )
    elif place.lists:
        yield from ([one] for one in single)


def _combined(parts: list[Iterator[Any]]) -> Iterator[tuple[Any, ...]]:
    """Combinations of what parts may be read as, first of all those in which all parts are read alike."""
    read = [list(part) for part in parts]
    most = max(map(len, read), default=0)
    yield from (tuple(ways[min(number, len(ways) - 1)] for ways in read) for number in range(most))
    yield from islice(product(*read), _MOST)


def _typed(value: Any) -> Iterator[Any]:
    """The values that a text may stand for, the text after the value that it was made of."""
    yield value
    if value is None or isinstance(value, list | dict):
        return
    text = as_text(value)
    if text != value:
        yield text
    if isinstance(value, str) and _NUMBER.fullmatch(text) and math.isfinite(number := float(text)):
        yield int(text) if text.lstrip("+-").isdigit() else number
    if value in ("true", "false"):
        yield text == "true"


def fits_as_text(shape: Shape, others: list[Shape]) -> bool | None:
    """Does every value of a shape, once written, fit a shape of another type? None where that is not worked out."""
    singles = [one for one in others if one.type not in (*_STRUCTURED, "null", shape.type)]
    if not singles or shape.type in (*_STRUCTURED, "null"):
        return False
    if shape.values is not None or shape.type == "boolean":
        listed = [False, True] if shape.values is None else shape.values.values()
        fitting = (any(accepts(one, read) for read in _typed(value) for one in singles) for value in listed)
        return all(fitting)
    texts = [one for one in singles if one.type == "string"]
    if shape.type == "number":
        return any(map(_takes_all, texts)) or (None if texts else False)
    return None if shape.patterns or shape.formats or shape.conditions else False


def _takes_all(text: Shape) -> bool:
    """Does a shape of texts refuse none but the empty one?"""
    least = text.limits.get("minLength")
    return text.plain or (
        text == Shape("string", text.origin, text.name, text.about, limits=text.limits)
        and text.limits.keys() == {"minLength"}
        and least is not None
        and least.value <= 1
    )


def where_only_texts(
    place: Place, before: list[Shape], after: list[Shape]
) -> tuple[list[Shape], list[Shape]]:
    """The alternatives of both sides where values travel as text: a sender that is told no type sends texts.

    To a receiver that states none, all that is a single value is a text; a list or an object is what it takes as well.
    """
    if not place.only_texts:
        return before, after
    request = place.direction == "request"
    sender, receiver = (before, after) if request else (after, before)
    texts, taken = untyped_texts(sender), untyped_texts(receiver)
    if texts is not None:
        receiver = [shape for shape in receiver if shape.type != "null"] or receiver
    elif taken is not None and all(shape.type not in _STRUCTURED for shape in sender):
        receiver = [*taken, *(shape for shape in receiver if shape.type == "null" and _has_null(sender))]
    sender = sender if texts is None else texts
    return (sender, receiver) if request else (receiver, sender)


def untyped_texts(shapes: list[Shape]) -> list[Shape] | None:
    """The texts among alternatives that state no type, None where they state some."""
    others = [shape for shape in shapes if shape.type != "string"]
    stated = {shape.type for shape in shapes} != set(TYPES) or not all(map(_says_nothing, others))
    return None if stated else [shape for shape in shapes if shape.type == "string"]


def _says_nothing(shape: Shape) -> bool:
    return shape.plain or shape.type in ("null", "boolean")


def _has_null(shapes: list[Shape]) -> bool:
    return any(shape.type == "null" for shape in shapes)


def in_one_form(
    comparer: SchemaComparer, pair: Pair, before: list[Shape], after: list[Shape]
) -> tuple[list[Shape], list[Shape]] | None:
    """The alternatives of both sides, of which a list and a single value that are written alike are the same; None
    where all is told.
    """
    if pair.read_at.lists is None or not (before and after):
        return before, after
    request = pair.direction == "request"
    sender, receiver = (before, after) if request else (after, before)
    lists = ("array",) if pair.read_at.is_part else _STRUCTURED
    singles = [shape for shape in sender if shape.type not in lists]
    known, listed = receiver, [shape for shape in receiver if shape.type == "array"]
    if len(listed) == 1 and singles and _takes_one(listed[0]):
        if len(singles) == len(sender) and len(receiver) == 1:
            _compare_with_items(comparer, pair, (before, after), listed[0])
            return None
        receiver = _with_items(comparer, pair, singles, receiver, listed[0])
        if all(shape.type != "string" for shape in known):
            _note_split(pair, (before, after), listed[0])
    elif not listed and any(shape.type == "array" for shape in sender):
        joined = _joined(comparer, pair, (before, after), sender, receiver)
        if joined is None:
            return None
        sender = joined
    return (sender, receiver) if request else (receiver, sender)


def _takes_one(listed: Shape) -> bool:
    least = listed.limits.get("minItems")
    return least is None or least.value <= 1


def _compare_with_items(
    comparer: SchemaComparer, pair: Pair, sides: tuple[list[Shape], list[Shape]], listed: Shape
) -> None:
    """A single value where a list is read: it is a list of one, if nothing in it puts an end to an item."""
    previous, current = pair.subject
    request = pair.direction == "request"
    if not _note_split(pair, sides, listed):
        _note_same(pair, sides)
    items = or_anything(item_at(listed, 0), listed)
    comparer.link(pair, previous if request else items, items if request else current, SAME)


def _note_same(pair: Pair, sides: tuple[list[Shape], list[Shape]]) -> None:
    """Another type that is written alike."""
    request = pair.direction == "request"
    _note(pair, sides, "widened" if request else "narrowed")


def _note_split(pair: Pair, sides: tuple[list[Shape], list[Shape]], listed: Shape) -> bool:
    """A text with delimiters in it is more items than the list may have, or the same one twice."""
    lists, most = pair.read_at.lists, most_items(listed)
    if not lists or lists.escaped or (most is None and not listed.unique):
        return False
    request = pair.direction == "request"
    texts = [shape for shape in sides[0 if request else 1] if shape.type == "string"]
    known = [value for shape in texts for value in (shape.values or {}).values() if lists.delimiter in value]
    if not known and all(shape.values is not None for shape in texts):
        return False
    parts = 2 if most is None else min(int(most), _MOST_PARTS) + 1
    sure = any(shape.plain for shape in texts)
    examples = (lists.delimiter.join(["a"] * parts), *known)
    _note(pair, sides, _HARM[request], examples=examples, speculative=not sure)
    return sure


def _with_items(
    comparer: SchemaComparer, pair: Pair, singles: list[Shape], receiver: list[Shape], listed: Shape
) -> list[Shape]:
    """What a receiver reads, with the items of its list where a single value of a type is sent that it lacks."""
    wanted = {shape.type for shape in singles} - {shape.type for shape in receiver}
    items = _shapes(comparer, pair, listed) if wanted else []
    return [*receiver, *(shape for shape in items if shape.type in wanted)]


def _joined(
    comparer: SchemaComparer,
    pair: Pair,
    sides: tuple[list[Shape], list[Shape]],
    sender: list[Shape],
    receiver: list[Shape],
) -> list[Shape] | None:
    """What is sent, with each list as the single value that it is once it is written; None where all is told."""
    delimiter = pair.read_at.lists.delimiter if pair.read_at.lists else ""
    texts = [shape for shape in receiver if shape.type == "string"]
    found: list[Shape] = []
    for shape in sender:
        most = most_items(shape)
        if shape.type != "array":
            found.append(shape)
        elif most is not None and most <= 1:
            found += _shapes(comparer, pair, shape)
        elif delimiter and any(map(_takes_all, texts)):
            found.append(Shape("string", shape.origin))
        elif delimiter and texts and len(sender) == 1:
            request = pair.direction == "request"
            _note(pair, sides, _HARM[request], speculative=True, doubt=_DOUBT)
            return None
        else:
            return sender
    _note_same(pair, sides)
    return found


def _shapes(comparer: SchemaComparer, pair: Pair, listed: Shape) -> list[Shape]:
    return comparer.normaliser.shapes(or_anything(item_at(listed, 0), listed), pair.direction)


def _note(pair: Pair, sides: tuple[list[Shape], list[Shape]], action: str, **facts: Any) -> None:
    before, after = map(type_names, sides)
    facts |= {"effect": _EFFECTS[action], "before": before, "after": after}
    pair.note("type", action, **facts, **origins(*pair.subject))


def type_names(shapes: list[Shape]) -> str:
    """The types of a schema for people."""
    names = []
    for shape in shapes:
        name = "integer" if shape.integral else shape.type
        if name not in names:
            names.append(name)
    if len(names) == len(TYPES):
        return "any type"
    return " or ".join(names) or "nothing"
