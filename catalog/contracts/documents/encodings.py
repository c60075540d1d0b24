"""Bytes to text: UTF-8, with a byte order mark or without, or UTF-16 with one."""

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import LineIndex

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_PACKED = {
    b"\x1f\x8b": "a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
}
_TAR, _TAR_AT = b"ustar", 257
"""What stands where in an archive of tar (POSIX.1-1988, ustar interchange format)."""


def to_utf8(content: bytes | str) -> bytes:
    """The content as UTF-8 without a mark; what is UTF-8 already is not looked into, so it may be invalid.

    Raises `DocumentError` for text that claims to be UTF-16 and is not, for half of a surrogate pair, and for what is
    packed in another way than bundles are.
    """
    if isinstance(content, str):
        return encode(content.removeprefix("\ufeff"))
    _refuse_packed(content)
    codec = _UTF_16_MARKS.get(content[:2])
    if codec is not None:
        return decode(content[2:], codec).encode()
    return content.removeprefix(_UTF_8_MARK)


def _refuse_packed(content: bytes) -> None:
    packed = next((name for mark, name in _PACKED.items() if content.startswith(mark)), None)
    if content.startswith(_TAR, _TAR_AT):
        packed = "a tar archive"
    if packed:
        raise DocumentError(f"This is {packed}, which is not unpacked; of archives, ZIP is read")


def encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError("The text holds half of a surrogate pair, which is no character") from error


def decode(data: bytes, codec: str = "utf-8") -> str:
    """The text of bytes; raises `DocumentError` with the place where they cease to be text."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line, column = LineIndex(data[: error.start].decode(codec)).end()
        reason = f"The text is not valid {codec.upper()}: {error.reason}"
        raise DocumentError(reason, line=line, column=column) from error
