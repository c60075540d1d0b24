import pytest

from catalog.contracts.versions import highest_satisfying, major_line, satisfies


@pytest.mark.parametrize(
    ("version", "wanted", "scheme"),
    [
        ("2.4.0", "^2.1", "semver"),
        ("2.1.9", "~2.1.3", "semver"),
        ("0.2.5", "^0.2.3", "semver"),
        ("3.9.9", ">= 2.1.0 < 4", "semver"),
        ("3.0.0", "^1 || ^3", "semver"),
        ("3.0.0-rc.2", "^3.0.0-rc.1", "semver"),
        ("1.0.0", "*", "semver"),
        ("2024-10-01", "2024-10-01", "calendar"),
        ("2024-10-01", ">=2024-01-01 <2025-01-01", "calendar"),
        ("2024-10-01", ">2024.09", "calendar"),
        ("2024-10-01-preview", "*", "calendar"),
        ("7", ">=3, <=7", "integer"),
        ("7", "=7", "integer"),
        ("kiwi >=", "kiwi >=", "opaque"),
        ("kiwi", "*", "opaque"),
    ],
)
def test_inside(version, wanted, scheme):
    assert satisfies(version, wanted, scheme)


@pytest.mark.parametrize(
    ("version", "wanted", "scheme"),
    [
        ("3.0.0", "^2.1", "semver"),
        ("2.0.9", "^2.1", "semver"),
        ("0.3.0", "^0.2.3", "semver"),
        ("3.0.0-rc.1", "^2.1", "semver"),
        ("2.5.0-rc.1", "^2.1", "semver"),
        ("2024-10-01-preview", ">=2024-10-01", "calendar"),
        ("8", ">=3 <=7", "integer"),
        ("apple", "kiwi", "opaque"),
    ],
)
def test_outside(version, wanted, scheme):
    assert not satisfies(version, wanted, scheme)


def test_the_highest_is_the_highest_by_meaning():
    assert highest_satisfying(["2.10.0", "3.0.0", "2.9.0", "2.11.0-rc.1"], "^2.1", "semver") == "2.10.0"
    assert highest_satisfying(["9", "10", "11"], "<11", "integer") == "10"


def test_of_opaque_versions_the_one_registered_last_is_the_highest():
    assert highest_satisfying(["kiwi", "apple"], "*", "opaque") == "apple"


def test_where_nothing_satisfies_there_is_no_highest():
    assert highest_satisfying(["1.0.0"], "^2", "semver") is None
    assert highest_satisfying([], "*", "opaque") is None


@pytest.mark.parametrize(
    ("version", "scheme", "line"),
    [
        ("2.3.1", "semver", "2"),
        ("0.3.1", "semver", "0"),
        ("2024-10", "calendar", ""),
        ("7", "integer", ""),
        ("kiwi", "opaque", ""),
    ],
)
def test_a_breaking_change_may_not_stay_inside_the_major_line(version, scheme, line):
    assert major_line(version, scheme) == line
