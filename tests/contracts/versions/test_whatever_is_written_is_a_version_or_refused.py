"""All who ask take a ValueError for the answer to what is none, and nothing else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.contracts.versions import parse_version, satisfies, validate_range

KNOWN = {"semver": "1.2.3-rc.1", "calendar": "2026-04-01", "integer": "7", "opaque": "kiwi"}
NUMBERS = ["0", "1", "7", "02", "2026", "12", "31", "1.2", "1.2.3", "x", "X", "*", "9" * 30]
SIGNS = [".", "-", "+", "^", "~", ">", "<", "=", ">=", "<=", "|", "||", "v", "rc", "&", "é", " ", " - ", ", "]
NAMES = st.sampled_from(sorted(KNOWN))


# texts that are nearly versions, nearly ranges, or neither
WRITTEN = st.lists(st.sampled_from(NUMBERS + SIGNS), max_size=12).map("".join) | st.text(max_size=40)


@given(text=WRITTEN, scheme=NAMES)
@example(text="2026-01-99999999999999999999", scheme="calendar")
@example(text=f"{'9' * 30}.1.1", scheme="semver")
def test_a_version_is_read_or_refused(text: str, scheme: str) -> None:
    try:
        assert parse_version(text, scheme).text == text
    except ValueError as refusal:
        assert re.search("version", str(refusal))  # noqa: PT017 - what is refused is not known beforehand


@given(text=WRITTEN, scheme=NAMES)
@example(text="1 - &", scheme="semver")
@example(text="& - 1", scheme="semver")
@example(text=">2026-01-99999999999999999999", scheme="calendar")
def test_a_range_is_read_or_refused(text: str, scheme: str) -> None:
    try:
        validate_range(text, scheme)
    except ValueError:
        return
    assert satisfies(KNOWN[scheme], text, scheme) in {True, False}


@pytest.mark.parametrize(
    ("text", "scheme", "says"),
    [
        ("1 - &", "semver", r"is not a range of semantic versions; write it as npm does"),
        (">2026-01-99999999999999999999", "calendar", "there is no such date"),
    ],
)
def test_what_the_libraries_stumble_over_is_refused_in_the_usual_sentence(
    text: str, scheme: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        validate_range(text, scheme)
