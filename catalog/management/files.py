"""Contracts in files that are named at the command line."""

from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from catalog.contracts.documents.archives import MEDIA_TYPE, is_archive, opened
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document

BAD_INPUT = 2


def add_sides(parser: CommandParser) -> None:
    """The arguments `previous`, `current` and `--root`, for `read_contract`."""
    parser.add_argument("previous", type=Path, help="the description that consumers were built against")
    parser.add_argument("current", type=Path, help="the description that is going to replace it")
    parser.add_argument(
        "--root",
        default="",
        help="the root document inside files that are archives (ZIP); the first file where it is left out",
    )


def read_contract(path: Path, root: str) -> Document:
    """A document, or a bundle in an archive with the root document of that name; raises CommandError with status 2."""
    try:
        content = path.read_bytes()
        return load_document(opened(content, MEDIA_TYPE, root) if is_archive(content) else content)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}", returncode=BAD_INPUT) from error
    except DocumentError as error:
        raise CommandError(f"{path}: {error}", returncode=BAD_INPUT) from error
