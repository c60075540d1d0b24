"""Bundles are read as ZIP archives; whatever else is packed is named, and not unpacked."""

import bz2
import gzip
import lzma
import tarfile
from io import BytesIO

import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document

TEXT = b"openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n"


def tar() -> bytes:
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("openapi.yaml")
        entry.size = len(TEXT)
        archive.addfile(entry, BytesIO(TEXT))
    return packed.getvalue()


@pytest.mark.parametrize("format", [None, "openapi", "graphql", "protobuf", "avro", "asyncapi", "jsonschema"])
@pytest.mark.parametrize(
    ("content", "named"),
    [
        (tar(), "a tar archive"),
        (gzip.compress(tar()), "a gzip file"),
        (bz2.compress(TEXT), "a bzip2 file"),
        (lzma.compress(TEXT), "an xz file"),
    ],
)
def test_what_is_packed_otherwise_is_named(content: bytes, named: str, format: str | None) -> None:  # noqa: A002
    with pytest.raises(
        DocumentError, match=f"This is {named}, which is not unpacked; of archives, ZIP is read"
    ):
        load_document(content, format=format)
