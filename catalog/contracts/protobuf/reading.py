"""From `.proto` files to the tree that is compared.

    files:      by path: package, syntax, edition, the options that generated code depends on
    messages:   by full name, nested ones too: fields by number, oneofs, what is reserved, ranges for extensions
    enums:      by full name: values by name in their order, closed or open, what is reserved
    services:   by full name: methods by name
    extensions: by full name: what they extend, and the facts of their field
    unnamed:    whether it is a single text, whose file has no name
    warnings:   what the compiler warned of
    descriptors: the compiled files without their sources, serialised, in base64: messages are made from them

The features of editions are resolved, so that `syntax = "proto3"` and an edition which says the same are alike. Only
the files of the upload are in the tree; the well-known ones that they import are in `descriptors`.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorSet

from catalog.contracts.documents.archives import bundle_path
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.positions import Position
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.format import Reading
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.protobuf.compiler import Compiled, compile_each, compile_files
from catalog.contracts.protobuf.declarations import Declarations
from catalog.contracts.protobuf.places import Places

UNNAMED = "contract.proto"
"""What a single document is called to the compiler."""

KINDS = ("messages", "enums", "services", "extensions")
_SUFFIX = ".proto"
_LONGEST_NAME = 255


def read(sources: Sequence[SourceText], limits: Limits) -> Reading:
    """The files of an upload, compiled; raises DocumentError for what does not compile or declares nothing."""
    deadline = Deadline.of(limits)
    files = _files(sources)
    unnamed = sources[0].file is None
    try:
        compiled = compile_files(files, limits, deadline)
    except DocumentError as error:
        error.file = None if unnamed else error.file
        raise
    tree, places = _contract(compiled, files, deadline, unnamed=unnamed)
    return Reading(_version(tree), tree, places)


def read_each(
    contracts: Sequence[Mapping[str, str]], limits: Limits, deadline: Deadline
) -> list[tuple[dict[str, Any], dict[str, Position]] | DocumentError]:
    """The trees of contracts, each by itself as files by their paths, with the places in it; or why it has none.

    Raises OutOfTimeError.
    """
    found: list[tuple[dict[str, Any], dict[str, Position]] | DocumentError] = []
    for compiled, files in zip(compile_each(contracts, limits, deadline), contracts, strict=True):
        try:
            found.append(
                compiled
                if isinstance(compiled, DocumentError)
                else _contract(compiled, files, deadline, unnamed=False)
            )
        except DocumentError as error:
            found.append(error)
    return found


def _contract(
    compiled: Compiled, files: Mapping[str, str], deadline: Deadline, *, unnamed: bool
) -> tuple[dict[str, Any], dict[str, Position]]:
    """Tree and places; raises DocumentError where nothing is declared."""
    places = Places(files, unnamed=unnamed)
    tree = _tree(compiled, files, places, deadline, unnamed=unnamed)
    if not any(tree[kind] for kind in KINDS):
        first = None if unnamed else next(iter(files))
        raise DocumentError("The files declare no message, enum, service or extension", file=first)
    return tree, places.by_pointer


def _files(sources: Sequence[SourceText]) -> dict[str, str]:
    files = {}
    for source in sources:
        path = UNNAMED if source.file is None else bundle_path(source.file)
        if path.endswith(_SUFFIX):
            files[path] = _text(source)
    if not files:
        raise DocumentError(f"The bundle holds no file whose name ends with {_SUFFIX}")
    for path in files:
        parts = path.split("/")
        parents = {"/".join(parts[:number]) for number in range(1, len(parts))}
        if parents & files.keys() or any(len(part.encode()) > _LONGEST_NAME for part in parts):
            raise DocumentError("A file of the bundle has a name that no file can have", file=path)
    return files


def _text(source: SourceText) -> str:
    try:
        return source.text
    except DocumentError as error:
        error.file = source.file
        raise


def _tree(
    compiled: Compiled, files: Mapping[str, str], places: Places, deadline: Deadline, *, unnamed: bool
) -> dict[str, Any]:
    declarations = Declarations(compiled.descriptors, places, deadline)
    for file in compiled.descriptors.file:
        if file.name in files:
            declarations.add_file(file)
    warnings = [one for one in compiled.warnings if one.warning and one.file in files]
    for number, warning in enumerate(warnings):
        places.put(f"/warnings/{number}", warning.file, warning.line or 1, warning.column or 1)
    return {
        **declarations.tree,
        "unnamed": unnamed,
        "warnings": [warning.text for warning in warnings],
        "descriptors": _serialised(compiled.descriptors),
    }


def _serialised(descriptors: FileDescriptorSet) -> str:
    for file in descriptors.file:
        file.ClearField("source_code_info")
    return base64.b64encode(descriptors.SerializeToString()).decode()


def _version(tree: dict[str, Any]) -> str:
    """`proto3`, or `2023` of an edition; of several, each once."""
    return ", ".join(sorted({file["edition"] or file["syntax"] for file in tree["files"].values()}))
