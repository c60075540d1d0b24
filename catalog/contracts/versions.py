"""Versions of contracts and releases: how they are written, ordered and asked for.

Four schemes: `semver` (semver.org 2.0.0), `calendar` (calver.org: a year, a month, more numbers), `integer`
and `opaque` (any text, whose order is that of registration). Ranges of semantic versions are npm's; calendar
and integer versions take comparisons (`>=2024-01-01 <2025-01-01`), opaque ones are named exactly; `*` is any
(of semantic versions, as npm has it: any that is no pre-release).
"""

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from semantic_version import NpmSpec  # type: ignore[import-untyped]
from semantic_version import Version as SemanticVersion

Scheme = str  # semver, calendar, integer or opaque: the keys of _PARSERS

MAX_LENGTH = 99
MAX_RANGE_LENGTH = 200

_NUMBER = r"(?:0|[1-9][0-9]*)"
_IDENTIFIER = rf"(?:{_NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_SEMVER = re.compile(
    rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})"
    rf"(?:-({_IDENTIFIER}(?:\.{_IDENTIFIER})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)
_CALENDAR = re.compile(
    r"(?P<compact>[0-9]{8})(?:[-.](?P<compact_stage>[A-Za-z][0-9A-Za-z.-]*))?"
    r"|(?P<year>[0-9]{4}|[0-9]{2})(?P<separator>[-.])(?P<month>[0-9]{1,2})(?P<rest>(?:(?P=separator)[0-9]+)*)"
    r"(?:[-.]?(?P<stage>[A-Za-z][0-9A-Za-z.-]*))?"
)
_INTEGER = re.compile(_NUMBER)
_COMPARATOR = re.compile(r"(>=|<=|>|<|=)?([^\s<>=,]+)")
_COMPARATORS = re.compile(rf"{_COMPARATOR.pattern}(?:[\s,]+{_COMPARATOR.pattern})*")
_AFTER_OPERATOR = re.compile(r"(?<=[<>=^~])\s+")
_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is written as its scheme asks for.

    `sort_key` orders versions bytewise, as PostgreSQL's "C" collation does; it is empty for opaque versions.
    `major_line` is what a breaking change may not stay inside: the major number of a semantic version, and
    `""`, the whole contract, otherwise.
    """

    text: str
    sort_key: str = ""
    major_line: str = ""


def parse_version(text: str, scheme: Scheme) -> Version:
    """The version that a text means; raises `ValueError` with a sentence that says how it is written."""
    if not text or len(text) > MAX_LENGTH or not text.isprintable() or text != text.strip():
        raise ValueError(f"A version is 1 to {MAX_LENGTH} printable characters without spaces around them")
    return _PARSERS[scheme](text)


def sort_key(text: str, scheme: Scheme) -> str:
    return parse_version(text, scheme).sort_key


def major_line(text: str, scheme: Scheme) -> str:
    return parse_version(text, scheme).major_line


def validate_range(text: str, scheme: Scheme) -> None:
    """Raise `ValueError`, with a sentence on how a range is written in this scheme, for what is none.

    An empty range takes every version, pre-releases too.
    """
    _matcher(text, scheme)


def satisfies(version: str, text: str, scheme: Scheme) -> bool:
    """Whether a version is in a range; raises `ValueError` where either is not well written."""
    return _matcher(text, scheme)(parse_version(version, scheme))


def highest_satisfying(versions: Iterable[str], text: str, scheme: Scheme) -> str | None:
    """The highest of the versions that is in a range, `None` where there is none.

    Of versions that are equal in order (opaque ones, or those that differ in build metadata) the last given.
    """
    matches = _matcher(text, scheme)
    highest: Version | None = None
    for version in versions:
        parsed = parse_version(version, scheme)
        if matches(parsed) and (highest is None or parsed.sort_key >= highest.sort_key):
            highest = parsed
    return highest.text if highest else None


def _semver(text: str) -> Version:
    parts = _SEMVER.fullmatch(text)
    if parts is None:
        raise ValueError(
            f"{text!r} is not a semantic version; write major.minor.patch, as in 2.0.1 or 3.0.0-rc.1"
        )
    major, minor, patch, pre_release = parts.groups()
    release = "".join(map(_number_key, (major, minor, patch)))
    return Version(text, f"{release}{_stage_key(pre_release)}", major)


def _calendar(text: str) -> Version:
    parts = _CALENDAR.fullmatch(text)
    if parts is None:
        raise ValueError(
            f"{text!r} is not a calendar version; write a year and a month first, as in 2026-04-01"
        )
    if parts["compact"]:
        numbers = [parts["compact"][:4], parts["compact"][4:6], parts["compact"][6:]]
    else:
        year = parts["year"] if len(parts["year"]) == len("2026") else f"20{parts['year']}"
        numbers = [year, parts["month"], *re.findall(r"[0-9]+", parts["rest"])]
    _check_date(text, numbers, is_date=parts["compact"] is not None or parts["separator"] == "-")
    stage = parts["compact_stage"] or parts["stage"]
    return Version(text, "".join(map(_number_key, numbers)) + _stage_key(stage))


def _check_date(text: str, numbers: list[str], *, is_date: bool) -> None:
    year, month, *rest = map(int, numbers)
    try:
        date(year, month, rest[0] if is_date and rest else 1)
    except (ValueError, OverflowError) as error:  # overflow: a day of more digits than a machine counts
        raise ValueError(f"{text!r} is not a calendar version: there is no such date") from error


def _integer(text: str) -> Version:
    if not _INTEGER.fullmatch(text):
        raise ValueError(f"{text!r} is not an integer version; write a whole number, as in 7")
    return Version(text, _number_key(text))


_PARSERS: dict[Scheme, Callable[[str], Version]] = {
    "semver": _semver,
    "calendar": _calendar,
    "integer": _integer,
    "opaque": Version,
}


def _number_key(digits: str) -> str:
    """Digits behind their count, so that longer numbers sort behind shorter ones."""
    digits = digits.lstrip("0")
    return f"{len(digits):02}{digits}"


def _stage_key(pre_release: str | None) -> str:
    """Pre-releases first, then the release, then versions with further numbers: "-" < "." < digits.

    Identifiers are ordered as semver.org says; the space that ends each sorts below all that they may hold.
    """
    if not pre_release:
        return "."
    identifiers = pre_release.split(".")
    return "-" + "".join(f"0{_number_key(i)} " if i.isdecimal() else f"1{i} " for i in identifiers)


def _matcher(text: str, scheme: Scheme) -> Callable[[Version], bool]:
    wanted = text.strip()
    if not wanted:
        return lambda _: True
    if len(wanted) > MAX_RANGE_LENGTH or not wanted.isprintable():
        raise ValueError(f"A range has at most {MAX_RANGE_LENGTH} printable characters")
    if scheme == "semver":
        return _npm_range(wanted)
    if wanted == "*":
        return lambda _: True
    if scheme == "opaque":
        named = parse_version(wanted, scheme)
        return lambda version: version == named
    return _comparisons(wanted, scheme)


def _npm_range(text: str) -> Callable[[Version], bool]:
    try:
        spec = NpmSpec(_AFTER_OPERATOR.sub("", text))
    except (ValueError, AttributeError) as error:  # the library does not look at what stands beside " - "
        message = (
            f"{text!r} is not a range of semantic versions; write it as npm does, as in ^2.1 or >=2.1.0 <4"
        )
        raise ValueError(message) from error
    return lambda version: bool(spec.match(SemanticVersion(version.text)))


def _comparisons(text: str, scheme: Scheme) -> Callable[[Version], bool]:
    spelled = _AFTER_OPERATOR.sub("", text)
    if not _COMPARATORS.fullmatch(spelled):
        raise ValueError(f"{text!r} is not a range; write comparisons with versions, as in >=2 <5")
    bounds = [(_COMPARE[sign], sort_key(bound, scheme)) for sign, bound in _COMPARATOR.findall(spelled)]
    return lambda version: all(compare(version.sort_key, bound) for compare, bound in bounds)
