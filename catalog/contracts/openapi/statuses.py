"""Statuses of responses: exact ones, ranges such as `2XX`, and `default`."""

from __future__ import annotations

from catalog.contracts.openapi.model import Response

DEFAULT = "default"


def is_success(status: str) -> bool:
    return status[:1] in ("1", "2", "3")


def has_no_body(status: str) -> bool:
    """HTTP sends no content with these, whatever a document says (RFC 9110, section 6.4.1)."""
    return status[:1] == "1" or status in ("204", "304")


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


def match_statuses(
    previous: dict[str, Response], current: dict[str, Response]
) -> tuple[list[tuple[Response, Response]], list[Response], list[Response]]:
    """Pairs of responses that govern the same statuses, those that are gone, and those that are new.

    What is sent now is judged by what was declared for it; what was declared before and is still covered by a
    range or the default is not gone.
    """
    matched: list[tuple[Response, Response]] = []
    come: list[Response] = []
    for status in sorted(current):
        before = governing(status, previous)
        if before is not None:
            matched.append((before, current[status]))
        elif not (status.endswith("XX") and any(name[:1] == status[:1] for name in previous)):
            come.append(current[status])
    gone: list[Response] = []
    for status in sorted(previous.keys() - current.keys()):
        after = governing(status, current)
        if after is not None:
            matched.append((previous[status], after))
        elif not (status.endswith("XX") and any(name[:1] == status[:1] for name in current)):
            gone.append(previous[status])
    return matched, gone, come
