"""From the bytes that somebody uploaded to a document that can be judged."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from catalog.contracts.documents.bundles import bundle
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.encodings import encode
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import split
from catalog.contracts.documents.sources import Source, SourceText, read_sources
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits, OutOfTimeError

_JUDGED = "judged are OpenAPI 3.0 and 3.1 and Swagger 2.0, in JSON or YAML"
_JUDGED_NAME = re.compile(rb"\b(?:openapi|swagger)\b")
_VERSION = re.compile(r"2\.0|3\.[01](?:\.\d+)?(?:-.+)?")
_CONTENT = {
    "2": ("paths",),
    "3.0": ("paths", "components"),
    "3.1": ("paths", "components", "webhooks"),
}


def load_document(source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document of one file, or of a bundle (path to content, the root document first).

    Raises `DocumentError`, with the place where there is one, for what cannot be judged at all: not text, not
    JSON or YAML, not of a judged format, without any content, or beyond the limits. Nothing that the document
    refers to is fetched; mistakes inside it are `validate`'s business.
    """
    digest = _digest(source, limits)
    sources = read_sources(source, limits)
    tree = _parsed(sources, Deadline.of(limits))
    try:
        version = _format_version(tree)
        _check_content(tree, version)
    except DocumentError as error:
        where = sources[0].locate(split(error.pointer or ""), tree)
        error.line, error.column, error.file = where.line, where.column, where.file
        raise
    return Document("openapi", version, tree, digest, sources)


def _parsed(sources: Sequence[SourceText], deadline: Deadline) -> Any:
    try:
        return bundle(sources, deadline)
    except OutOfTimeError as error:
        raise DocumentError(f"Reading the document takes too long: {error}") from error
    except DocumentError as error:
        if not _JUDGED_NAME.search(sources[0].content):
            error.reason = f"{error.reason}; {_JUDGED}"
        raise


def _digest(source: Source, limits: Limits) -> str:
    if isinstance(source, bytes | str):
        files = {"": _bytes(source)}
    else:
        files = {path: _bytes(content) for path, content in source.items()}
    if sum(map(len, files.values())) > limits.max_bytes:
        raise DocumentError(f"The document is larger than {limits.max_bytes:,} bytes")
    if isinstance(source, bytes | str):
        return sha256(files[""]).hexdigest()
    listing = [f"{sha256(content).hexdigest()}  {path}\n" for path, content in files.items()]
    return sha256("".join([*listing[:1], *sorted(listing[1:])]).encode(errors="surrogatepass")).hexdigest()


def _bytes(content: bytes | str) -> bytes:
    return encode(content) if isinstance(content, str) else content


def _format_version(tree: Any) -> str:
    if not isinstance(tree, dict):
        raise DocumentError(f"The document is neither a JSON object nor a YAML mapping; {_JUDGED}")
    for key, name in (("openapi", "OpenAPI"), ("swagger", "Swagger")):
        if key in tree:
            version = str(tree[key])
            if not _VERSION.fullmatch(version) or (version == "2.0") != (key == "swagger"):
                raise DocumentError(f"{name} {version} is not judged; {_JUDGED}", pointer=f"/{key}")
            return version
    if "asyncapi" in tree:
        raise DocumentError(f"This is an AsyncAPI document; {_JUDGED}", pointer="/asyncapi")
    raise DocumentError(
        f"The document says neither `openapi` nor `swagger` at its root; {_JUDGED}", pointer=""
    )


def _check_content(tree: dict[str, Any], version: str) -> None:
    names = _CONTENT["2" if version == "2.0" else version[:3]]
    if not any(name in tree for name in names):
        wanted = " nor ".join(f"`{name}`" for name in names)
        raise DocumentError(f"The document declares nothing: it has no {wanted}", pointer="")
    for name in names:
        if name in tree and not isinstance(tree[name], dict):
            raise DocumentError(f"`{name}` must be an object", pointer=f"/{name}")
