"""Formats as sets of strings or numbers: which one lies in which."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from catalog.contracts.pairs import Pair
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.validators import validator_of

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

# Every format of the JSON Schema and OpenAPI registries that restricts the value, and what it is a part of.
WITHIN: dict[str, frozenset[str]] = {
    "date": frozenset(),
    "date-time": frozenset(),
    "time": frozenset(),
    "duration": frozenset(),
    "email": frozenset({"idn-email"}),
    "idn-email": frozenset(),
    "hostname": frozenset({"idn-hostname"}),
    "idn-hostname": frozenset(),
    "ipv4": frozenset(),
    "ipv6": frozenset(),
    "uri": frozenset({"uri-reference", "iri", "iri-reference"}),
    "uri-reference": frozenset({"iri-reference"}),
    "iri": frozenset({"iri-reference"}),
    "iri-reference": frozenset(),
    "uri-template": frozenset(),
    "uuid": frozenset(),
    "json-pointer": frozenset(),
    "relative-json-pointer": frozenset(),
    "regex": frozenset(),
    "byte": frozenset(),
    "base64url": frozenset(),
}
ENCODINGS = frozenset({"byte", "base64url", "base16", "base32", "quoted-printable"})
"""How bytes are written as text (JSON Schema 2020-12, Validation 8.3), by the names that their formats have here."""
# Formats that say nothing about the value, or nothing that the type does not say.
HINTS = frozenset({"password", "int64", "double", "text", "string", "markdown", "commonmark", "html"})
NUMBERS = frozenset({"int32", "float"})


@lru_cache(maxsize=256)
def _validator(name: str) -> Draft202012Validator:
    return validator_of({"format": name}, formats=True)


def applies(name: str, kind: str) -> bool:
    """Can a format say something about a type? One of texts says nothing about numbers, nor the other way round.

    JSON Schema 2020-12, Validation 7.2.1; one of unknown meaning may.
    """
    return name not in (NUMBERS if kind == "string" else WITHIN.keys())


def is_of_format(name: str, value: Any) -> bool:
    """Is a value of a format, as far as the format is known?"""
    if name == "int32":
        return not isinstance(value, int | float) or -(2**31) <= value < 2**31
    return _validator(name).is_valid(value)


def compare_formats(pair: Pair, previous: Shape, current: Shape) -> None:
    """Record formats that came, went or were replaced, and what that does to the set of values."""
    gone = sorted(previous.formats.keys() - current.formats.keys() - HINTS - _implied(current))
    come = sorted(current.formats.keys() - previous.formats.keys() - HINTS - _implied(previous))
    if not (gone or come):
        return
    before, after = " and ".join(gone), " and ".join(come)
    facts = {
        "previous": previous.formats[gone[0]] if gone else previous.origin,
        "current": current.formats[come[0]] if come else current.origin,
        # Hints too: they tell what a format made way for.
        "before": _stated(previous, current),
        "after": _stated(current, previous),
    }
    if gone and come and ENCODINGS.issuperset((*gone, *come)) and not WITHIN.keys() >= {*gone, *come}:
        pair.note("wire format", "changed", effect="replaces", name="encoding", **facts)
    elif any(name not in WITHIN and name not in NUMBERS for name in (*gone, *come)):
        pair.note("format", "undecided", effect="replaces", **facts)
    elif gone and come and after in WITHIN.get(before, ()):
        pair.note("format", "widened", effect="widens", **facts)
    elif gone and come and before in WITHIN.get(after, ()):
        pair.note("format", "narrowed", effect="narrows", **facts)
    elif gone and come:
        pair.note("format", "changed", effect="replaces", **facts)
    else:
        _note_one_sided(pair, previous, current, come, facts)


def _note_one_sided(
    pair: Pair, previous: Shape, current: Shape, come: list[str], facts: dict[str, Any]
) -> None:
    """A format that only one side names; whether texts of a pattern are of it anyway, only a text can tell."""
    came = bool(come)
    action = "narrowed" if came else "widened"
    if NUMBERS.issuperset(come) and came and not previous.formats:
        action = "limited"
    harms = came == (pair.direction == "request")
    if harms and (previous if came else current).patterns:
        pair.note("format", "undecided", effect="narrows" if came else "widens", shown=action, **facts)
    else:
        pair.note("format", action, effect="narrows" if came else "widens", **facts)


def compare_contents(pair: Pair, previous: Shape, current: Shape) -> None:
    """Record the media type of what a text holds where it changed, or where only one side names one."""
    if previous.contents.keys() == current.contents.keys():
        return
    before, after = (" and ".join(sorted(shape.contents)) for shape in (previous, current))
    nodes = {
        "previous": next(iter(previous.contents.values()), previous.origin),
        "current": next(iter(current.contents.values()), current.origin),
    }
    if before and after:
        facts = {"before": before, "after": after, "name": "content"}
        pair.note("wire format", "changed", effect="replaces", **facts, **nodes)
    else:
        pair.note("format", "undecided", effect="replaces", before=before, after=after, **nodes)


def _implied(shape: Shape) -> frozenset[str]:
    """The format of numbers that the limits of a shape keep to anyway."""
    low, high = shape.limits.get("minimum"), shape.limits.get("maximum")
    within = low is not None and high is not None and low.value >= -(2**31) and high.value < 2**31
    return frozenset({"int32"}) if within and shape.integral else frozenset()


def _stated(shape: Shape, other: Shape) -> str:
    """Every format that only one side names, hints too."""
    return " and ".join(sorted(shape.formats.keys() - other.formats.keys()))
