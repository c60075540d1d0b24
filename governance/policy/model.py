"""What a policy is, and what its judgement is: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from catalog.durations import parse_duration

MAX_WAIVER = "P90D"  # what a policy allows that does not say
NO_MAX_WAIVER = "This is no ISO 8601 duration of whole days, 366 at most, as P30D; of P0D there is no waiver."


class State(StrEnum):
    """The four states of every judgement."""

    PASS = "pass"  # noqa: S105  # a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Enforcement(StrEnum):
    """What a failing policy does in an environment, weakest first."""

    OFF = "off"
    AUDIT = "audit"
    WARN = "warn"
    ENFORCE = "enforce"


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a governance rule: expressions in CEL over the facts document of a service (`document.py`).

    `scope` says to which services it applies (empty: to all), `variables` are named expressions that are evaluated
    where they are used, `rule` holds or not, `message` makes the sentence for one that does not hold (empty: the
    title). `enforcement` is by environment, `audit` where one is not named. Before `effective_at` nothing is enforced.
    A waiver of it lasts `max_waiver` at most (an ISO 8601 duration of whole days); of `P0D` there is none.
    """

    slug: str
    title: str
    rule: str
    scope: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    rationale: str = ""
    remediation: str = ""
    severity: str = "medium"
    categories: tuple[str, ...] = ()
    enforcement: Mapping[str, Enforcement] = field(default_factory=dict)
    effective_at: datetime | None = None
    max_waiver: str = MAX_WAIVER


def waiver_length(max_waiver: str) -> timedelta:
    """How long a waiver may last by a policy's `max_waiver`. Raises ValueError with a sentence for any other text."""
    length = parse_duration(max_waiver)
    if length is None or length % timedelta(days=1):
        raise ValueError(NO_MAX_WAIVER)
    return length


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with an expression: `part` is `rule`, `scope`, `message` or `variables/NAME`."""

    part: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A policy's judgement of one document.

    `evidence` holds the values at the paths that the expressions name; `sources` are the attested facts that they rest
    on; `until` is when it can change by itself: a fact grows stale, a date passes. None: not by itself. `lacking` is
    the member for want of which it is unknown, where the document was stored before there was such a member.
    """

    state: State
    message: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    until: datetime | None = None
    lacking: str = ""
