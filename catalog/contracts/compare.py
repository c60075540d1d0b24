"""The front door of the compatibility engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.changes import Comparison
from catalog.contracts.collector import collector_paused
from catalog.contracts.compatibility import told_in_reverse
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.format import Format
from catalog.contracts.formats import format_named
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits
from catalog.contracts.load import load_document
from catalog.contracts.locating import corners_located, located
from catalog.contracts.report import Report

ENGINE_VERSION = "9"

FOR_THE_REPORT = 0.4
"""What of the budget is kept for telling what was found, so that a walk that is not finished has an answer."""

Contract = bytes | str | Mapping[str, bytes | str] | Document


def compare_documents(
    previous: Contract,
    current: Contract,
    *,
    format: str | None = None,  # noqa: A002 - the word of the field
    limits: Limits = DEFAULT_LIMITS,
    published: date | None = None,
) -> Comparison:
    """What changed from one document to the other for those who speak the contract.

    Either side is the text of a document, a bundle (path to text, root first) or a Document; `format` is one of
    `FORMATS`, and where it is left out the documents say what they are. Raises DocumentError for a side that cannot be
    read, and for two of different formats; TypeError for what is none of these. What could not be compared is in
    `undecided`; it is never counted as equal. `unfinished` is why where time or memory did not suffice. `published` is
    the day on which the current document is: whether a sunset leaves time enough, and whether something is removed
    before its sunset, is told only where it is given.
    """
    with collector_paused():
        budget = Budget(limits.seconds, limits.max_memory)
        before = _document(previous, format, limits, budget)
        after = _document(current, format, limits, budget, before)
        if before.format != after.format:
            raise DocumentError(f"The previous document is {before.format}, the current one {after.format}")
        found = _compare(before, after, budget, Notice(published))
    modes = told_in_reverse(format_named(before.format).kind)
    reverse = cache(lambda: compare_documents(after, before, limits=limits))
    return replace(found, reverse=reverse, told_in_reverse=modes)


def _document(
    contract: Contract, name: str | None, limits: Limits, budget: Budget, like: Document | None = None
) -> Document:
    if isinstance(contract, Document):
        return contract
    return load_document(contract, format=name, limits=replace(limits, seconds=budget.left), like=like)


def _compare(before: Document, after: Document, budget: Budget, notice: Notice) -> Comparison:
    if before.says_the_same(after):
        return Comparison(ENGINE_VERSION)
    spoken: Format = format_named(before.format)
    walk = spoken.walk(before, after, budget, notice)
    unfinished = ""
    try:
        with budget.keeping(FOR_THE_REPORT):
            walk.walk()
    except OutOfBudget as error:
        unfinished = str(error)
    report = Report(spoken, walk, budget, unfinished)
    changes, undecided = report.changes(), report.undecided()
    deadline = Deadline(budget.left)
    return Comparison(
        ENGINE_VERSION,
        located(changes, before, after, deadline),
        corners_located(undecided, before, after, deadline),
    )
