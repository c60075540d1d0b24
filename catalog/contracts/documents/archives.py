"""Bundles as ZIP archives: one upload with the root document and the files that its references name.

An archive may say anything about itself. Its files are counted before it is opened, unpacked in memory and no
further than the limits, and never written anywhere.
"""

import posixpath
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.sources import Source
from catalog.contracts.limits import DEFAULT_LIMITS, Limits

MEDIA_TYPE = "application/zip"
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # an archive with files, and one without
_LISTED_FILE = b"PK\x01\x02"
SUFFIXES = (".json", ".yaml", ".yml", ".avsc", ".graphql", ".graphqls", ".gql", ".proto")
"""What contracts are written in; other files of an archive or a folder are left out."""
_LONGEST_PATH = 1000
_ENCRYPTED = 0x1
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows
_UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, LookupError, RuntimeError, ValueError, OSError)


def is_archive(content: bytes) -> bool:
    return content.startswith(_MAGIC)


def opened(content: bytes, media_type: str, root: str = "", *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """What `load_document` takes: the content, or the files of an archive with the root document first.

    `root` is the path of the root document, the first file of the archive where it is blank. Raises
    `DocumentError` for an archive that cannot be read or goes beyond the limits, and where it does not hold `root`.
    """
    if media_type != MEDIA_TYPE:
        return content
    files = unpack(content, limits=limits)
    if not root:
        return files
    first = bundle_path(root)
    if first not in files:
        raise DocumentError(f"The bundle holds no {root}; it holds {', '.join([*files][:5])}")
    return {first: files[first], **files}


def unpack(content: bytes, *, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    """The files of an archive that can be parts of a contract, by their paths, in its order; raises `DocumentError`."""
    if content.count(_LISTED_FILE) > limits.max_files:
        raise DocumentError(f"The archive holds more than {limits.max_files:,} files")
    try:
        with ZipFile(BytesIO(content)) as archive:
            files = _read_files(archive, limits)
    except DocumentError:
        raise
    except _UNREADABLE as error:
        raise DocumentError(f"The archive cannot be read: {error}") from error
    if not files:
        raise DocumentError(f"The archive holds no file of a contract: {', '.join(SUFFIXES)}")
    return files


def _read_files(archive: ZipFile, limits: Limits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = limits.max_bytes
    for path, entry in _entries(archive):
        if path in files:
            raise DocumentError("The bundle holds this file twice", file=path)
        with archive.open(entry) as file:
            files[path] = file.read(left + 1)
        left -= len(files[path])
        if left < 0:
            raise DocumentError(f"The unpacked archive is larger than {limits.max_bytes:,} bytes")
    return files


def _entries(archive: ZipFile) -> Iterator[tuple[str, ZipInfo]]:
    for entry in archive.infolist():
        resource_fork = entry.filename.startswith("__MACOSX/")  # what macOS adds to an archive
        if resource_fork or not entry.filename.lower().endswith(SUFFIXES):  # folders end with a slash
            continue
        path = bundle_path(entry.filename)
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise DocumentError("The file is encrypted, or packed by a method other than deflate", file=path)
        yield path, entry


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of files in their order; raises `DocumentError` for a path that leads out of it or comes twice."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path, content in files:
            entry = ZipInfo(bundle_path(path), _DATE)
            if entry.filename in archive.namelist():
                raise DocumentError("The bundle holds this file twice", file=path)
            archive.writestr(entry, content, ZIP_DEFLATED)
    return packed.getvalue()


def bundle_path(path: str) -> str:
    """The normal form of a path inside a bundle; raises `DocumentError` for any other."""
    normal = posixpath.normpath(path)
    outside = normal.startswith(("/", "../")) or normal in {".", ".."}
    if outside or "\\" in path or ":" in path or not path.isprintable() or len(path) > _LONGEST_PATH:
        raise DocumentError(f"{path!r:.100} is no path inside a bundle")
    return normal
