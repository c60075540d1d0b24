"""From the bytes that somebody uploaded to a document that can be judged."""

from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from catalog.contracts.budget import OutOfBudget
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.encodings import encode
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import split
from catalog.contracts.documents.sources import Source, SourceText, read_sources
from catalog.contracts.formats import FORMATS, format_named, format_of
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits, OutOfTimeError


def load_document(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002 - the word of the field
    limits: Limits = DEFAULT_LIMITS,
    like: Document | None = None,
) -> Document:
    """The document of one file, or of a bundle (path to content, the root document first).

    `format` is a name in `FORMATS`; where it is left out, the document says what it is, or is read as the one is that
    it is `like`. Raises `DocumentError`, with the place where there is one, for what cannot be judged at all: not text,
    not of the format, without any content, or beyond the limits; and TypeError for what is no `Source`. Nothing that
    the document refers to is fetched; mistakes inside it are `validate`'s business. What it says word for word like
    the one that it is `like`, their trees share.
    """
    if format and format not in FORMATS:
        raise DocumentError(f"There is no format '{format}'; there are {', '.join(FORMATS)}")
    _check_type(source)
    files = _files(source, limits)
    sources = read_sources(source, limits)
    try:
        if like is not None and len(sources) == len(like.sources) == 1:
            sources[0].resemble(like.sources[0])
        name = format or _format_of(sources[0], limits, like)
        reading = format_named(name).read(sources, limits)
    except OutOfTimeError as error:
        raise DocumentError(f"Reading the document takes too long: {error}") from error
    except OutOfBudget as error:
        raise DocumentError(f"The document cannot be read to its end: {error}") from error
    except DocumentError as error:
        raise _placed(error, sources[0]) from error
    identify = partial(_digest, files, bundled=isinstance(source, Mapping))
    return Document(name, reading.version, reading.tree, identify, sources, reading.places)


def _check_type(source: object) -> None:
    if isinstance(source, Mapping):
        wrong = [path for path in source if not isinstance(path, str)]
        wrong += [content for content in source.values() if not isinstance(content, bytes | str)]
    else:
        wrong = [] if isinstance(source, bytes | str) else [source]
    if wrong:
        raise TypeError(
            "A contract is given as text, bytes or a mapping of path to text or bytes, "
            f"none of which has a {type(wrong[0]).__name__}"
        )


def _format_of(root: SourceText, limits: Limits, like: Document | None) -> str:
    try:
        return format_of(root, Deadline.of(limits))
    except DocumentError:
        if like is None:
            raise
        return like.format


def _placed(error: DocumentError, root: SourceText) -> DocumentError:
    """The error with line and column, where it names a pointer into the root document only."""
    if error.pointer is not None and error.line is None and error.file is None:
        where = root.locate(split(error.pointer), root.parse(Deadline.of(root.limits)))
        error.line, error.column, error.file = where.line, where.column, where.file
    return error


def _files(source: Source, limits: Limits) -> dict[str, bytes]:
    if isinstance(source, bytes | str):
        files = {"": _bytes(source)}
    else:
        files = {path: _bytes(content) for path, content in source.items()}
    if sum(map(len, files.values())) > limits.max_bytes:
        raise DocumentError(f"The document is larger than {limits.max_bytes:,} bytes")
    return files


def _digest(files: Mapping[str, bytes], *, bundled: bool) -> str:
    if not bundled:
        return sha256(files[""]).hexdigest()
    listing = [f"{sha256(content).hexdigest()}  {path}\n" for path, content in files.items()]
    return sha256("".join([*listing[:1], *sorted(listing[1:])]).encode(errors="surrogatepass")).hexdigest()


def _bytes(content: bytes | str) -> bytes:
    return encode(content) if isinstance(content, str) else content
