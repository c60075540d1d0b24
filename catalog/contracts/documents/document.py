"""A contract document that has been read: its tree, its identity, and where things stand in its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from catalog.contracts.documents.bundles import MOUNT, source_of
from catalog.contracts.documents.json_text import read_json, write_json
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.documents.positions import Position, nearest, places_from_json, places_to_json
from catalog.contracts.documents.sources import Source, SourceText, read_sources
from catalog.contracts.limits import DEFAULT_LIMITS, Deadline, Limits


@dataclass(frozen=True, eq=False)
class Document:
    """One contract document; two hold the same content when their digests are equal.

    `format` is a name in `FORMATS` ("openapi"); `format_version` is the version of the format as the document states
    it ("2.0", "3.0.3"). `tree` holds JSON values only and must not be changed: parts of it may be shared. `identify`
    answers the `digest`, the SHA-256 of the exact bytes, when somebody asks for it. In a bundle of JSON and YAML, the
    files that the root refers to are mounted under `#/x-bundled-files/{path}`, so that references to them are local.
    `places` are the lines and columns of what is written in neither JSON nor YAML, by the pointer into the tree.
    """

    format: str
    format_version: str
    tree: Any = field(repr=False)
    identify: Callable[[], str] = field(repr=False)
    sources: tuple[SourceText, ...] = field(default=(), repr=False)
    places: Mapping[str, Position] | None = field(default=None, repr=False)

    @cached_property
    def digest(self) -> str:
        return self.identify()

    def says_the_same(self, other: Document) -> bool:
        """Are both made of the same texts? Those that have just been read are compared sooner than hashed."""
        if (
            len(self.sources) == len(other.sources) == 1
            and self.sources[0].is_read
            and other.sources[0].is_read
        ):
            return self.sources[0].content == other.sources[0].content
        return self.digest == other.digest

    def locate(
        self, pointer: str, deadline: Deadline | None = None, *, inside: Position | None = None
    ) -> Position | None:
        """Where the key or item at a JSON pointer stands in the source, or else its nearest ancestor.

        `inside` is a place in the text that stands there, which is found where the source has it line by line, or
        one in another file of the bundle.

        The source is looked into when this is asked, not before. `None` where the document was loaded from
        its stored form without its source. Raises `OutOfTimeError` beyond the deadline: of the document's own
        limits where none is given.
        """
        if self.places is not None:
            return nearest(self.places, pointer)
        if not self.sources:
            return None
        tokens = split(pointer)
        if inside is not None and inside.file is not None:
            return inside
        source, own = source_of(tokens, self.sources)
        tree = self.tree if own is tokens else self.tree[MOUNT][source.file]
        found = source.locate(own, tree, deadline)
        return found if inside is None else source.locate_in_text(found, resolve(tree, own), inside)

    def to_stored(self) -> bytes:
        """The parsed form as JSON text, to be kept beside the source so that it is parsed once only."""
        return write_json(
            {
                "format": self.format,
                "format_version": self.format_version,
                "digest": self.digest,
                "tree": self.tree,
                "places": places_to_json(self.places),
            }
        )

    @classmethod
    def from_stored(
        cls, stored: bytes, source: Source | None = None, *, limits: Limits = DEFAULT_LIMITS
    ) -> Self:
        """The document of a stored parsed form; `source`, where given, is what `locate` looks into."""
        sources = () if source is None else read_sources(source, limits)
        kept = read_json(stored)
        digest, places = kept.pop("digest"), places_from_json(kept.pop("places", None))
        return cls(**kept, identify=lambda: digest, sources=sources, places=places)
