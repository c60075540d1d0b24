"""The front door of the compatibility engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from catalog.contracts.budget import Budget, OutOfBudget
from catalog.contracts.changes import Comparison
from catalog.contracts.collector import collector_paused
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.load import load_document
from catalog.contracts.lifecycle import Notice
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits
from catalog.contracts.openapi.framing import Framer
from catalog.contracts.openapi.model import Api
from catalog.contracts.openapi.reading import OPENAPI_3_0, OPENAPI_3_1, OpenApi3
from catalog.contracts.openapi.swagger import SWAGGER_2_0, Swagger2
from catalog.contracts.openapi.walker import Walker
from catalog.contracts.report import Report, corners_located, located
from catalog.contracts.rules import RULES
from catalog.contracts.schemas.comparer import SchemaComparer
from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.resources import with_pointers
from catalog.contracts.schemas.source import Source
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.witness import Prover

ENGINE_VERSION = "3"

NO_NOTICE = Notice()

FOR_THE_REPORT = 0.4
"""What of the budget is kept for telling what was found, so that a walk that is not finished has an answer."""

Contract = bytes | str | Mapping[str, bytes | str] | Document


def compare_documents(
    previous: Contract,
    current: Contract,
    *,
    limits: Limits = DEFAULT_LIMITS,
    published: date | None = None,
) -> Comparison:
    """What changed from one document to the other for those who speak the contract.

    Either side is the text of a document, a bundle (path to text, root first) or a Document. Raises
    DocumentError for a side that cannot be read. What could not be compared is in `undecided`; it is never
    counted as equal. `unfinished` is why where time or memory did not suffice. `published` is the day on which
    the current document is: whether a sunset leaves time enough, and whether something is removed before its
    sunset, is told only where it is given.
    """
    with collector_paused():
        budget = Budget(limits.seconds, limits.max_memory)
        before, after = (_document(side, limits, budget) for side in (previous, current))
        if before.digest == after.digest:
            return Comparison(ENGINE_VERSION)
        return _compare(before, after, budget, Notice(published))


def _document(contract: Contract, limits: Limits, budget: Budget) -> Document:
    if isinstance(contract, Document):
        return contract
    return load_document(contract, limits=replace(limits, seconds=budget.left))


def _compare(before: Document, after: Document, budget: Budget, notice: Notice) -> Comparison:
    walker = walk_documents(before, after, budget, notice)
    unfinished = ""
    try:
        with budget.keeping(FOR_THE_REPORT):
            walker.walk()
    except OutOfBudget as error:
        unfinished = str(error)
    report = Report(RULES, walker.roots, _prover(walker, budget).prove, budget, unfinished)
    changes, undecided = report.changes(), report.undecided()
    deadline = Deadline(budget.left)
    return Comparison(
        ENGINE_VERSION,
        located(changes, before, after, deadline),
        corners_located(undecided, before, after, deadline),
    )


def _prover(walker: Walker, budget: Budget) -> Prover:
    validators = Validators()
    frame = Framer((walker.previous, walker.current), validators)
    return Prover(walker.comparer.normaliser, budget, validators, frame)


def walk_documents(before: Document, after: Document, budget: Budget, notice: Notice = NO_NOTICE) -> Walker:
    """The walk over two documents that a comparison is made of, not yet begun; it counts what it costs."""
    previous, current = _api(before), _api(after)
    digests = Digests(previous.source, current.source, budget)
    return Walker(previous, current, digests, SchemaComparer(digests, budget), notice)


def _api(document: Document) -> Api:
    version = document.format_version
    if version == "2.0":
        return Swagger2(Source(document.tree, SWAGGER_2_0))
    dialect = OPENAPI_3_0 if version.startswith("3.0") else OPENAPI_3_1
    tree = with_pointers(document.tree) if dialect is OPENAPI_3_1 else document.tree
    return OpenApi3(Source(tree, dialect))
