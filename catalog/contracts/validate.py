"""Whether a document keeps to its format, and where it does not.

A mistake makes a version invalid, it does not keep it from being recorded: real descriptions have mistakes.
"""

from __future__ import annotations

from itertools import islice

from catalog.contracts.budget import OutOfBudget
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.positions import Position
from catalog.contracts.formats import format_named
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits, OutOfTimeError
from catalog.contracts.problems import Finding, Problem
from catalog.contracts.readable import readable


def validate(document: Document, *, limits: Limits = DEFAULT_LIMITS) -> tuple[Problem, ...]:
    """The problems of a document in the order in which they stand in it, at most `limits.max_problems`.

    Never raises: what the time does not suffice for is a problem too, since unchecked is not valid, and a problem that
    is not located in time has no place.
    """
    found: dict[Finding, None] = {}
    deadline = Deadline.of(limits)
    try:
        findings = format_named(document.format).validate(document, deadline)
        for finding in islice(findings, limits.max_problems):
            found[finding] = None
    except (OutOfBudget, OutOfTimeError) as error:
        found[Finding(f"The document could not be checked to its end: {error}", "")] = None
    problems = (_located(document, finding, deadline) for finding in found)
    return tuple(sorted(problems, key=lambda p: (p.file or "", p.line or 0, p.column or 0)))


def _located(document: Document, finding: Finding, deadline: Deadline) -> Problem:
    place = _place(document, finding, deadline)
    return Problem(
        readable(finding.message),
        finding.pointer,
        place.line if place else None,
        place.column if place else None,
        finding.severity,
        place.file if place else None,
    )


def _place(document: Document, finding: Finding, deadline: Deadline) -> Position | None:
    try:
        deadline.check()
        return document.locate(finding.pointer, deadline, inside=finding.inside)
    except OutOfTimeError:
        return None
