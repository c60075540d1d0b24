"""Reasons in the form that REST, pages and stored promotions share."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from governance.promotion.adherence import POLICY
from governance.promotion.reasons import KINDS, Reason


def reasons_to_json(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """`code, effect, message, remedy, responsible, link` for each reason; the link is to what it concerns."""
    return [
        {
            "code": reason.code,
            "effect": str(reason.effect),
            "message": reason.message,
            "remedy": KINDS[reason.code].clears,
            "responsible": reason.responsible,
            "link": settings.PORTOLAN_PUBLIC_URL + _path(reason.subject),
        }
        for reason in reasons
    ]


def _path(subject: str) -> str:
    if subject.startswith(POLICY):
        return f"/policies/{subject.removeprefix(POLICY)}"
    service, _, version = subject.partition("/")
    if not version:
        return f"/services/{service}"
    contract, _, number = version.partition("/")
    return f"/services/{service}/contracts/{contract}/versions/{number}"
