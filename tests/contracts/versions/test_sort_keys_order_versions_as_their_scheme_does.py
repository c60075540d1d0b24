from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from semantic_version import Version

from catalog.contracts.versions import sort_key

numbers = st.integers(0, 10**12)
identifiers = st.from_regex(r"(0|[1-9][0-9]{0,4}|[0-9]{0,2}[A-Za-z-][0-9A-Za-z-]{0,3})", fullmatch=True)
pre_releases = st.one_of(
    st.just(""), st.lists(identifiers, min_size=1, max_size=4).map(lambda i: "-" + ".".join(i))
)
semantic = st.builds("{}.{}.{}{}".format, st.integers(0, 12), numbers, st.integers(0, 12), pre_releases)


@given(st.lists(semantic, max_size=12))
def test_semantic_versions_sort_bytewise_as_semver_says(versions):
    by_key = sorted(versions, key=lambda version: sort_key(version, "semver").encode())
    by_precedence = sorted(versions, key=lambda version: Version(version).precedence_key)
    assert [Version(v).precedence_key for v in by_key] == [Version(v).precedence_key for v in by_precedence]


@given(semantic, semantic)
def test_semantic_versions_have_equal_keys_only_where_none_precedes_the_other(first, second):
    same = Version(first).precedence_key == Version(second).precedence_key
    assert (sort_key(first, "semver") == sort_key(second, "semver")) == same


def test_build_metadata_does_not_order():
    assert sort_key("1.2.3+linux", "semver") == sort_key("1.2.3+darwin", "semver")


@given(st.integers(0, 10**60), st.integers(0, 10**60))
def test_integers_sort_by_value(first, second):
    keys = sort_key(str(first), "integer"), sort_key(str(second), "integer")
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (first < second, first == second)


@given(st.dates(), st.dates(), st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y%m%d"]))
def test_dates_sort_by_day(first, second, form):
    keys = [sort_key(form_date(day, form), "calendar") for day in (first, second)]
    assert (keys[0] < keys[1], keys[0] == keys[1]) == (first < second, first == second)


def form_date(day, form):
    return (
        form.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}").replace("%d", f"{day.day:02}")
    )


@pytest.mark.parametrize(
    "ascending",
    [
        ["2024-09", "2024-10", "2024-10-01-preview", "2024-10-01", "2024-10-02-preview"],
        ["22.04", "22.04.1", "22.04.10", "22.10", "24.04"],
        ["2024.2.9", "2024.2.10-beta", "2024.2.10-rc.1", "2024.2.10", "2024.11.1"],
    ],
)
def test_calendar_versions_sort_by_number_and_previews_before_what_they_preview(ascending):
    keys = [sort_key(version, "calendar") for version in ascending]
    assert all(lower < higher for lower, higher in pairwise(keys))


def test_opaque_versions_have_no_order():
    assert sort_key("kiwi", "opaque") == sort_key("apple", "opaque") == ""
