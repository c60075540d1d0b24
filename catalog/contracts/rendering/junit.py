"""A comparison as a JUnit report, which every CI system shows: one test case for each change."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from catalog.contracts.changes import Change, Undecided
from catalog.contracts.readable import readable
from catalog.contracts.rendering.outcome import Outcome
from catalog.contracts.rendering.text import change_lines, corner_lines

# What XML 1.0 (section 2.2) has no way to write.
_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(outcome: Outcome) -> str:
    """Changes that are too severe are failures, what could not be judged is skipped, all else passes."""
    comparison = outcome.comparison
    failures = sum(map(outcome.fails, comparison.changes))
    counts = {
        "tests": str(len(comparison.changes) + len(comparison.undecided)),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(comparison.undecided)),
    }
    name = _text(f"{outcome.previous.name} → {outcome.current.name}")
    report = Element("testsuites", {"name": "Portolan", **counts})
    suite = SubElement(report, "testsuite", {"name": name, **counts})
    for change in comparison.changes:
        _add_change(suite, outcome, change)
    for corner in comparison.undecided:
        _add_undecided(suite, outcome, corner)
    indent(report)
    return tostring(report, encoding="unicode")


def _add_change(suite: Element, outcome: Outcome, change: Change) -> None:
    case = SubElement(suite, "testcase", classname=change.rule_id, name=_text(change.message))
    explained = _text("\n".join(map(readable, change_lines(outcome, change))))
    if outcome.fails(change):
        attributes = {"type": change.severity, "message": _text(change.message)}
        SubElement(case, "failure", attributes).text = explained
    else:
        SubElement(case, "system-out").text = f"{change.severity}\n{explained}"


def _add_undecided(suite: Element, outcome: Outcome, corner: Undecided) -> None:
    case = SubElement(
        suite, "testcase", classname="undecided", name=_text(readable(corner.pointer or "the document"))
    )
    explained = _text("\n".join(map(readable, corner_lines(outcome, corner))))
    SubElement(case, "skipped", message=_text(corner.reason)).text = explained


def _text(text: str) -> str:
    return _NO_CHARACTER.sub("\ufffd", text)
