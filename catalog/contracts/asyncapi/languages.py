"""What AsyncAPI asks of a language that payloads can be described in and that is no JSON Schema: Avro, Protobuf.

Formats do not know each other: whoever puts them together hands the languages in (`format.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from catalog.contracts.budget import Budget
from catalog.contracts.changes import Direction
from catalog.contracts.documents.sources import SourceText
from catalog.contracts.limits import Deadline, Limits
from catalog.contracts.pairs import Event, Pair
from catalog.contracts.problems import Finding
from catalog.contracts.reference import Group
from catalog.contracts.ruling import RuleBook
from catalog.contracts.schemas.source import Node

COMPILED = "x-compiled-payloads"
"""The key at the root of a document's tree for what was made of payloads when it was read, by media type."""


def language_of(languages: Sequence[PayloadFormat], media_type: str) -> PayloadFormat | None:
    """Who knows the language that a `schemaFormat` names."""
    return next((one for one in languages if media_type in one.media_types), None)


class PayloadComparer(Protocol):
    """One comparison of payloads in a language."""

    @property
    def shows_payloads(self) -> bool:
        """Is the instance of a witness a whole payload? Otherwise it may be a message inside of one."""

    def compare(self, previous: Node, current: Node, direction: Direction, content_type: str) -> Pair:
        """The graph of what differs between two descriptions that stand at two places, the same one when it is asked
        for again; what cannot be decided is noted there. `content_type` is empty where it is not said.

        In a request the previous description writes and the current one reads, in a response the other way round. The
        graph tells of both: that its events get the direction of the message says which of it hurts. Raises
        OutOfBudget.
        """

    def prove(self, pair: Pair, event: Event) -> dict[str, Any] | None:
        """A witness for an event of a graph that this comparer made, without `operation`; None where there is none."""


class PayloadFormat(Protocol):
    """A language that payloads can be described in."""

    @property
    def name(self) -> str:
        """A short name, by which its events and its rules are known."""

    @property
    def media_types(self) -> frozenset[str]:
        """What `schemaFormat` calls it, without syntax and parameters: `application/vnd.apache.avro`."""

    @property
    def rules(self) -> RuleBook:
        """The rules that judge its events. They know no direction: what does no harm in the one is safe there."""

    def compiled(
        self, payloads: Sequence[Node], sources: Sequence[SourceText], limits: Limits, deadline: Deadline
    ) -> dict[str, Any]:
        """What has to be kept of payloads with the tree of their document (`COMPILED`), each by a key of its own:
        it is made once, when the document is read. Raises OutOfTimeError.
        """

    def comparer(self, budget: Budget) -> PayloadComparer:
        """A comparison of what two documents carry in the language."""

    def findings(self, payload: Node, deadline: Deadline) -> Iterator[Finding]:
        """The mistakes of a description; raises OutOfTimeError."""

    def groups(self, payload: Node) -> Sequence[Group]:
        """What people read of a description: the fields of the message, then those of each further type."""
