import pytest

from catalog.contracts.versions import parse_version, validate_range

MISWRITTEN = [
    ("1.0", "semver", "major.minor.patch"),
    ("v1.0.0", "semver", "major.minor.patch"),
    ("1.02.0", "semver", "major.minor.patch"),
    ("1.0.0-01", "semver", "major.minor.patch"),
    ("1.0.0\n", "semver", "printable"),
    ("\N{ARABIC-INDIC DIGIT ONE}.0.0", "semver", "major.minor.patch"),
    ("2024", "calendar", "year and a month"),
    ("2024-13", "calendar", "no such date"),
    ("2023-02-29", "calendar", "no such date"),
    ("2024-01.02", "calendar", "year and a month"),
    ("1.5", "integer", "whole number"),
    ("-1", "integer", "whole number"),
    ("007", "integer", "whole number"),
    ("", "opaque", "1 to 99"),
    (" kiwi", "opaque", "spaces"),
    ("k" * 100, "opaque", "1 to 99"),
    ("nul\0", "opaque", "printable"),
]


@pytest.mark.parametrize(("text", "scheme", "says"), MISWRITTEN)
def test_a_miswritten_version(text, scheme, says):
    with pytest.raises(ValueError, match=says):
        parse_version(text, scheme)


@pytest.mark.parametrize(
    ("text", "scheme", "says"),
    [
        ("latest", "semver", r"\^2.1"),
        (">=1,<2", "semver", r"\^2.1"),
        ("9" * 201, "semver", "at most 200"),
        ("^2", "integer", "whole number"),
        (">=2024-01-01 or so", "calendar", "calendar version"),
        ("2>3", "integer", ">=2 <5"),
    ],
)
def test_a_miswritten_range(text, scheme, says):
    with pytest.raises(ValueError, match=says):
        validate_range(text, scheme)
