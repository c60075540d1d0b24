"""Statuses of responses: exact ones, ranges such as `2XX`, and `default`."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.contracts.openapi.model import Response

DEFAULT = "default"


def is_success(status: str) -> bool:
    return status[:1] in ("1", "2", "3")


def has_no_body(method: str, status: str) -> bool:
    """HTTP sends no content with these, whatever a document says (RFC 9110, sections 6.4.1 and 9.3.2)."""
    return method == "head" or status[:1] == "1" or status in ("204", "304")


def governing(status: str, declared: dict[str, Response]) -> Response | None:
    """The response that a contract declares for a status: itself, its range, or the default.

    Where a contract names how it succeeds, its default describes everything else: it says nothing of success.
    """
    for name in (status, f"{status[:1]}XX"):
        if name in declared:
            return declared[name]
    if is_success(status) and any(name.startswith("2") for name in declared):
        return None
    return declared.get(DEFAULT)


@dataclass(slots=True)
class Statuses:
    """Pairs of responses that govern the same statuses, those that are gone and those that are new.

    `narrowed` are ranges of which only single statuses are left, `widened` those that single ones became.
    """

    matched: list[tuple[Response, Response]] = field(default_factory=list)
    gone: list[Response] = field(default_factory=list)
    come: list[Response] = field(default_factory=list)
    narrowed: list[Response] = field(default_factory=list)
    widened: list[Response] = field(default_factory=list)


def match_statuses(previous: dict[str, Response], current: dict[str, Response]) -> Statuses:
    """What is sent now is judged by what was declared for it; what was declared before and is still covered by
    a range or the default is not gone.
    """
    found = Statuses()
    for status in sorted(current):
        before = governing(status, previous)
        if before is not None:
            found.matched.append((before, current[status]))
        else:
            (found.widened if _in_parts(status, previous) else found.come).append(current[status])
    for status in sorted(previous.keys() - current.keys()):
        after = governing(status, current)
        if after is not None and not _was_for_errors(after, status, previous):
            found.matched.append((previous[status], after))
        else:
            (found.narrowed if _in_parts(status, current) else found.gone).append(previous[status])
    return found


def _was_for_errors(after: Response, status: str, previous: dict[str, Response]) -> bool:
    """Is it the default, which said nothing of success before, and did not begin to when the last one was removed?"""
    named = any(name.startswith("2") for name in previous)
    return after.status == DEFAULT and DEFAULT in previous and named and is_success(status)


def _in_parts(status: str, declared: dict[str, Response]) -> bool:
    """Is something of this range declared?"""
    return status.endswith("XX") and any(name[:1] == status[:1] for name in declared)
