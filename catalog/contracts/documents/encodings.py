"""Bytes to text: UTF-8, with a byte order mark or without, or UTF-16 with one."""

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import LineIndex

_UTF_8_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def to_utf8(content: bytes | str) -> bytes:
    """The content as UTF-8 without a mark; what is UTF-8 already is not looked into, so it may be invalid.

    Raises `DocumentError` for text that claims to be UTF-16 and is not, and for half of a surrogate pair.
    """
    if isinstance(content, str):
        return encode(content.removeprefix("\ufeff"))
    codec = _UTF_16_MARKS.get(content[:2])
    if codec is not None:
        return decode(content[2:], codec).encode()
    return content.removeprefix(_UTF_8_MARK)


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
