"""Contracts in files that are named at the command line."""

from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from catalog.contracts.documents.archives import MEDIA_TYPE, SUFFIXES, is_archive, opened
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import Source, read_sources
from catalog.contracts.formats import format_of
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline
from catalog.contracts.load import load_document

BAD_INPUT = 2

_MOST_BYTES = 2 * DEFAULT_LIMITS.max_bytes
"""Of a file: an archive may hold files beside those of the contract."""


def add_sides(parser: CommandParser) -> None:
    """The arguments `previous`, `current` and `--root`, for `read_contract`."""
    parser.add_argument("previous", type=Path, help="the contract that consumers were built against")
    parser.add_argument("current", type=Path, help="the contract that is going to replace it")
    parser.add_argument(
        "--root",
        default="",
        help="the root document inside folders and archives (ZIP); left out: the first file that says what it is",
    )


def read_contract(path: Path, root: str, format_name: str | None, like: Document | None = None) -> Document:
    """A document, or a bundle in a folder or an archive; raises CommandError with status 2.

    Where no format is named, it says what it is in. It shares what it says alike with the document that it is `like`.
    """
    try:
        return load_document(_source(path, root), format=format_name, like=like)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}", returncode=BAD_INPUT) from error
    except DocumentError as error:
        raise CommandError(f"{path}: {error}", returncode=BAD_INPUT) from error


def _source(path: Path, root: str) -> Source:
    if path.is_dir():
        return _rooted(_files(path), root)
    content = _read(path)
    return opened(content, MEDIA_TYPE, root) if is_archive(content) else content


def _read(path: Path) -> bytes:
    """All of a file; raises DocumentError for one that no document and no archive of one is as large as."""
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise DocumentError(f"The file is larger than {_MOST_BYTES:,} bytes")
    return content


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a folder that can be parts of a contract, by their paths in it."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    if len(files) > DEFAULT_LIMITS.max_files:
        raise DocumentError(f"The folder holds more than {DEFAULT_LIMITS.max_files:,} files")
    if sum(file.stat().st_size for file in files) > DEFAULT_LIMITS.max_bytes:
        raise DocumentError(f"The folder holds more than {DEFAULT_LIMITS.max_bytes:,} bytes")
    whole = folder.resolve()
    for file in files:
        if not file.resolve().is_relative_to(whole):
            raise DocumentError(f"{file.relative_to(folder)} is a link that leads out of the folder")
    if not files:
        raise DocumentError(f"The folder holds no file of a contract: {', '.join(SUFFIXES)}")
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _rooted(files: Mapping[str, bytes], root: str) -> dict[str, bytes]:
    """The files with the root document first."""
    if root and root not in files:
        raise DocumentError(f"The folder holds no {root}; it holds {', '.join([*files][:5])}")
    first = root or next(filter(lambda path: _says_what_it_is(path, files[path]), files), next(iter(files)))
    return {first: files[first], **files}


def _says_what_it_is(path: str, content: bytes) -> bool:
    try:
        (source,) = read_sources({path: content}, DEFAULT_LIMITS)
        format_of(source, Deadline.of(DEFAULT_LIMITS))
    except DocumentError:
        return False
    return True
