"""Nothing that a release uses may be past its sunset; a sunset date ends at the end of its day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from governance.promotion.decide import decide
from governance.promotion.facts import Facts, Fit, Offer, Use

TODAY = date(2026, 11, 24)
YESTERDAY = TODAY - timedelta(days=1)
USE = Use("bff", "1.0.0", "mobile", "status", "tracking", "status-api", "", "1.2.0")


def decision(built_against_sunset: date | None, *fits: Fit) -> str:
    used = replace(
        USE,
        built_against_sunset_at=built_against_sunset,
        offers=(Offer("status", "4.0.0", "tracking", fits),),
    )
    facts = Facts("bff", "1.0.0", "production", TODAY, "mobile", registered=True, uses=(used,))
    return decide(facts).decision


@pytest.mark.parametrize(("sunset", "expected"), [(YESTERDAY, "deny"), (TODAY, "allow"), (None, "allow")])
def test_the_version_it_was_built_against(sunset: date | None, expected: str) -> None:
    assert decision(sunset, Fit("1.2.0", in_range=True)) == expected


def test_an_offered_version_past_its_sunset_denies_where_no_other_fits() -> None:
    assert decision(None, Fit("1.3.0", in_range=True, sunset_at=YESTERDAY)) == "deny"


def test_another_offered_version_that_fits_is_used_instead() -> None:
    ended = Fit("1.3.0", in_range=True, sunset_at=YESTERDAY)
    assert decision(None, ended, Fit("1.4.0", in_range=True)) == "allow"
