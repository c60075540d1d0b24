"""An archive is opened within the limits, and whatever is wrong with it is said in a sentence."""

import warnings
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.contracts.documents.archives import MEDIA_TYPE, opened, pack, unpack
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.limits import Limits

FILES = {"openapi.yaml": b"openapi: 3.0.3\n" * 20, "schemas/order.json": b"{}"}
PACKED = pack(FILES.items())


def archive(*entries: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with warnings.catch_warnings(action="ignore"), ZipFile(packed, "w", method) as file:
        for path, content in entries:
            file.writestr(path, content)
    return packed.getvalue()


def test_what_is_packed_is_unpacked_in_its_order():
    assert list(unpack(PACKED).items()) == list(FILES.items())


def test_what_is_no_archive_is_left_as_it_is():
    assert opened(b"openapi: 3.0.3", "application/yaml") == b"openapi: 3.0.3"


def test_the_named_root_comes_first():
    files = opened(PACKED, MEDIA_TYPE, "./schemas/order.json")

    assert list(files) == ["schemas/order.json", "openapi.yaml"]


def test_files_that_no_reference_can_mean_are_left_out():
    others = [("logo.png", b"\xff"), ("__MACOSX/._openapi.yaml", b"\xff"), ("schemas/", b"")]

    assert unpack(archive(*others, *FILES.items())) == FILES


def test_a_bomb_is_unpacked_no_further_than_the_limit():
    bomb = archive(("openapi.yaml", bytes(20_000_000)))

    assert len(bomb) < 50_000
    with pytest.raises(DocumentError, match="larger than 1,000 bytes"):
        unpack(bomb, limits=Limits(max_bytes=1000))


def test_files_are_counted_before_the_archive_is_opened():
    with pytest.raises(DocumentError, match="more than 3 files"):
        unpack(archive(*((f"{n}.yaml", b"") for n in range(4))), limits=Limits(max_files=3))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (archive(), "no file of a contract"),
        (archive(("a.yaml", b"1"), ("a.yaml", b"2")), "twice"),
        (archive(("a.yaml", b"1"), ("b/../a.yaml", b"2")), "twice"),
        (archive(("a.yaml", b"1"), method=ZIP_BZIP2), "other than deflate"),
        (archive(("../a.yaml", b"1")), "no path inside a bundle"),
        (PACKED[:-30], "cannot be read"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, sentence: str):
    with pytest.raises(DocumentError, match=sentence):
        unpack(content)


@example(162, 0, 0)  # a file without a name
@given(st.integers(0, len(PACKED) - 1), st.integers(0, 255), st.integers(0, 40))
def test_a_damaged_archive_is_read_or_refused(at: int, value: int, lost: int):
    content = bytearray(PACKED)
    content[at] = value
    with suppress(DocumentError):
        assert unpack(bytes(content[: len(content) - lost]))
