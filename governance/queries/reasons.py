"""Reasons in the form that REST, pages and stored promotions share, and what each kind of them means."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from catalog.errors import NotFoundError
from governance.promotion.adherence import POLICY
from governance.promotion.reasons import KINDS, Effect, Kind, Reason


@dataclass(frozen=True)
class DocumentedReason:
    """A kind of reason with its code."""

    code: str
    kind: Kind

    @property
    def url(self) -> str:
        return about(self.code)


def about(code: str) -> str:
    """The address of the page that says what the code means."""
    return f"{settings.PORTOLAN_PUBLIC_URL}/reasons/{code}"


def documented_reasons(effect: str = "") -> list[DocumentedReason]:
    """Every kind of reason, or those of one effect: the weightiest first, and by code."""
    weight = list(Effect)
    found = [DocumentedReason(code, kind) for code, kind in KINDS.items() if effect in {"", kind.effect}]
    return sorted(found, key=lambda reason: (weight.index(reason.kind.effect), reason.code))


def documented_reason(code: str) -> DocumentedReason:
    """Return the kind of this code; raise NotFoundError, whose message names those with a similar one."""
    if code in KINDS:
        return DocumentedReason(code, KINDS[code])
    similar = get_close_matches(code, KINDS, n=3)
    perhaps = f" Did you mean {', '.join(similar)}?" if similar else ""
    raise NotFoundError(f"There is no reason {code}.{perhaps}")


def passes_by_itself(reasons: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of an answer's reasons clears without anybody's doing, so that asking again helps."""
    return any(KINDS[reason["code"]].passes for reason in reasons if reason["code"] in KINDS)


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """`code, effect, message, remedy, responsible, link` for each reason; the link is the path of what it concerns."""
    return [
        {
            "code": reason.code,
            "effect": str(reason.effect),
            "message": reason.message,
            "remedy": KINDS[reason.code].clears,
            "responsible": reason.responsible,
            "link": _path(reason.subject),
        }
        for reason in reasons
    ]


def page_of(reason: Mapping[str, Any]) -> str:
    """The path of the page of what a reason concerns; what was stored first holds an address, which may have moved."""
    return urlsplit(str(reason["link"])).path


def _path(subject: str) -> str:
    if subject.startswith(POLICY):
        return f"/policies/{subject.removeprefix(POLICY)}"
    service, _, version = subject.partition("/")
    if not version:
        return f"/services/{service}"
    contract, _, number = version.partition("/")
    return f"/services/{service}/contracts/{contract}/versions/{number}"
