"""Messages that show what a change does: one side writes them, and the other refuses them or reads something else.

Besides what every witness has (`catalog/contracts/witness.py`), it says as `protobuf` how it is written: the full name
of the message as `type`, its `encoding` (`binary` or `JSON`), its `bytes` in hexadecimal where it is binary, and what
becomes of it: `read_as`, the JSON of what the other side reads, or `refusal`, why it reads nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from google.protobuf.message import DecodeError, Message

from catalog.contracts.budget import Budget
from catalog.contracts.changes import SIDES, Direction
from catalog.contracts.pairs import Event, Pair, Step, routes_up
from catalog.contracts.protobuf.dynamic import NO_MESSAGE, Field, Library, Unreadable, put, samples, values

Encoding = Literal["binary", "JSON"]
Above = dict[Pair, list[tuple[Step, Pair]]]

ENCODINGS: tuple[Encoding, ...] = ("binary", "JSON")
_IN: dict[tuple[str, str], tuple[Encoding, ...]] = {
    ("field", "type changed (wire)"): ("binary",),
    ("field", "type changed (json)"): ENCODINGS,
    ("field", "cardinality changed"): ENCODINGS,
    ("field", "map respelled"): ("JSON",),
    ("field", "renamed"): ("JSON",),
    ("field", "JSON name changed"): ("JSON",),
}
"""The encodings in which a message with the field shows the change."""
_SENDERS: dict[Direction | None, tuple[int, ...]] = {"request": (0,), "response": (1,), None: (0, 1)}
"""Who writes what the other side reads: what consumers send is written by the previous contract."""
_REQUIRED = frozenset({"required added", "became required", "required removed", "no longer required"})
_VALUES: dict[str, tuple[Encoding, ...]] = {
    "removed": ENCODINGS,
    "removed, number reserved": ENCODINGS,
    "removed, reserved": ENCODINGS,
    "renamed": ("JSON",),
    "renumbered": ("binary",),
    "renumbered, old number reserved": ("binary",),
}
"""The same of messages with a value of an enum: an open one takes any number, and JSON the names that it knows."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message that a side writes, and the numbers of the fields that it is about."""

    side: int
    message: Message
    numbers: Sequence[int]
    encodings: tuple[Encoding, ...]


class Prover:
    """Builds witnesses for the events of one comparison; `owners` are the names of messages by their pairs."""

    def __init__(
        self,
        trees: tuple[dict[str, Any], dict[str, Any]],
        roots: dict[str, Pair],
        budget: Budget,
        encodings: tuple[Encoding, ...],
    ) -> None:
        self.owners: dict[Pair, tuple[str, str]] = {}
        self._trees = trees
        self._libraries = tuple(Library(tree["descriptors"]) for tree in trees)
        self._roots = roots
        self._budget = budget
        self._encodings = encodings

    def prove(self, pair: Pair, event: Event, above: Above) -> dict[str, Any] | None:
        """A witness for an event, None where there is none."""
        if self._budget.expired or not all(library.is_usable for library in self._libraries):
            return None
        try:
            for owner, written in self._tries(pair, event, above):
                if written.side not in _SENDERS[event.direction]:
                    continue
                for encoding in [one for one in written.encodings if one in self._encodings]:
                    witness = self._shown(owner, written, encoding)
                    if witness is not None:
                        return {"operation": self._operation(owner, above), **witness}
        except NO_MESSAGE:
            return None
        return None

    def _tries(self, pair: Pair, event: Event, above: Above) -> Iterator[tuple[Pair, Written]]:
        kind = event.on, event.action
        if event.on == "enum value" and event.action in _VALUES and event.previous is not None:
            yield from self._with_value(pair, event.previous.value["number"], above, _VALUES[event.action])
        elif pair in self.owners and kind in _IN and event.previous is not None and event.current is not None:
            numbers = event.previous.value["number"], event.current.value["number"]
            yield from self._with_field(pair, numbers, _IN[kind])
        elif pair in self.owners and event.on == "field" and event.action in _REQUIRED:
            side = 1 if event.effect == "widens" else 0
            message = self._libraries[side].new(self.owners[pair][side])
            yield pair, Written(side, message, (), ("binary",))
        elif pair in self.owners and event.on == "oneof":
            yield from self._with_several(pair, event)

    def _with_field(
        self, pair: Pair, numbers: tuple[int, int], encodings: tuple[Encoding, ...]
    ) -> Iterator[tuple[Pair, Written]]:
        for side in (0, 1):
            for value in list(samples(self._field(pair, side, numbers[side]))):
                message = self._libraries[side].new(self.owners[pair][side])
                put(message, message.DESCRIPTOR.fields_by_number[numbers[side]], value)
                yield pair, Written(side, message, [numbers[0]], encodings)

    def _with_value(
        self, pair: Pair, number: int, above: Above, encodings: tuple[Encoding, ...]
    ) -> Iterator[tuple[Pair, Written]]:
        """A message that holds a value of an enum, in the first field that does."""
        for step, owner in above.get(pair, ()):
            if owner not in self.owners or step.kind != "property":
                continue
            message = self._libraries[0].new(self.owners[owner][0])
            field = message.DESCRIPTOR.fields_by_name.get(step.name)
            if field is not None and field.enum_type is not None:
                put(message, field, number)
                yield owner, Written(0, message, [field.number], encodings)
                return

    def _with_several(self, pair: Pair, event: Event) -> Iterator[tuple[Pair, Written]]:
        """Fields that exclude each other on the side that does not write."""
        side = 1 if event.effect == "widens" else 0
        name = event.before if side else event.after
        own, others = (self._trees[at]["messages"][self.owners[pair][at]] for at in (side, 1 - side))
        numbers = [number for number in others["oneofs"].get(name, ()) if str(number) in own["fields"]]
        message = self._libraries[side].new(self.owners[pair][side])
        for number in numbers:
            field = message.DESCRIPTOR.fields_by_number[number]
            put(message, field, next(samples(field)))
        if len(numbers) > 1:
            yield pair, Written(side, message, numbers, ("binary",))

    def _field(self, pair: Pair, side: int, number: int) -> Field:
        message = self._libraries[side].new(self.owners[pair][side])
        return message.DESCRIPTOR.fields_by_number[number]

    def _shown(self, pair: Pair, written: Written, encoding: Encoding) -> dict[str, Any] | None:
        """The witness, where the other side refuses what is written or reads other values."""
        writer, reader = self._libraries[written.side], self._libraries[1 - written.side]
        names = self.owners[pair]
        sent = writer.to_json(written.message)
        data = written.message.SerializeToString()
        read: Callable[[], Message] = (
            (lambda: reader.read(names[1 - written.side], data))
            if encoding == "binary"
            else (lambda: reader.read_json(names[1 - written.side], sent))
        )
        fate = _fate(written, read, reader)
        if fate is None:
            return None
        told = {"bytes": data.hex(" ")} if encoding == "binary" else {}
        return {
            "part": "message",
            "instance": sent,
            "accepted_by": SIDES[written.side],
            "rejected_by": SIDES[1 - written.side],
            "protobuf": {"type": names[written.side], "encoding": encoding, **told, **fate},
        }

    def _operation(self, pair: Pair, above: Above) -> str:
        """The key of an operation that carries the message, the nearest one."""
        keys = {root: key for key, root in self._roots.items()}
        found = (keys[route[-1][1] if route else pair] for route in routes_up(pair, above))
        return next(filter(None, found), self.owners[pair][0])


def _fate(written: Written, read: Callable[[], Message], reader: Library) -> dict[str, Any] | None:
    """What becomes of a message; None where the other side reads what was meant."""
    try:
        found = read()
    except (Unreadable, DecodeError) as error:
        return {"refusal": str(error)}
    if _same(values(written.message, written.numbers), values(found, written.numbers)):
        return None
    return {"read_as": reader.to_json(found)}


def _same(one: Iterable[Any], other: Iterable[Any]) -> bool:
    return list(one) == list(other)
