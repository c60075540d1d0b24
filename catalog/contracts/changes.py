"""The vocabulary of a comparison, shared by every format."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from catalog.contracts.compatibility import BOTH, MODES, OTHER, STRICTNESS, Mode
from catalog.contracts.documents.positions import Position

Severity = Literal["breaking", "dangerous", "safe"]
Direction = Literal["request", "response"]

BREAKING: Severity = "breaking"
DANGEROUS: Severity = "dangerous"
SAFE: Severity = "safe"
SEVERITIES: tuple[Severity, ...] = (BREAKING, DANGEROUS, SAFE)
SIDES = ("previous", "current")

_POSITIONS = ("previous_position", "current_position")
_PLAIN: dict[type, Callable[[Any], Any]] = {
    tuple: list,
    Position: lambda at: {"line": at.line, "column": at.column, "file": at.file},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that somebody who speaks the contract can notice.

    `operations` are operation keys with anonymous parameters, sorted. `fields` are the dotted paths (arrays
    transparent) of the property that changed, as readers of the message see it; empty means that
    everybody who uses the operations is concerned. `witness` is a JSON object with an instance that one side
    accepts and the other rejects, confirmed by an independent validator, or None. `about_values` tells
    that the change narrows or widens a schema, so that without a witness it is unproven. `breaks` are the
    compatibility modes that it violates; `hits_consumers` tells whether it breaks those who are deployed, as a
    breaking change does unless it is about reading older data only. `category` is the weakest strictness under which
    it breaks, where the format knows several.
    """

    rule_id: str
    severity: Severity
    direction: Direction | None
    operations: tuple[str, ...]
    previous_pointer: str | None
    current_pointer: str | None
    message: str
    fingerprint: str
    about_values: bool = False
    witness: dict[str, Any] | None = None
    fields: tuple[str, ...] = ()
    previous_position: Position | None = None
    current_position: Position | None = None
    breaks: tuple[Mode, ...] = ()
    hits_consumers: bool = True
    category: str = ""

    def to_json(self) -> dict[str, Any]:
        return _plain(self)

    @classmethod
    def from_json(cls, item: dict[str, Any]) -> Change:
        """The inverse of `to_json`; what was stored by an earlier engine may lack what came later."""
        lists = {name: tuple(item.get(name, ())) for name in ("operations", "fields", "breaks")}
        return cls(**{**item, **lists, **_positions(item)})

    def violates(self, mode: str) -> bool:
        """Does it break what a compatibility mode (`MODES`) promises?"""
        return not set(self.breaks).isdisjoint(MODES[mode])

    def under(self, strictness: str) -> Change:
        """The change as a contract sees it that promises no more than this."""
        if not self.category or STRICTNESS.index(strictness) <= STRICTNESS.index(self.category):
            return self
        return dataclasses.replace(self, severity=SAFE, breaks=())

    def mirrored(self) -> Change:
        """A change from current to previous, told of previous and current: what is backward there is forward here."""
        return dataclasses.replace(
            self,
            message=f"From the current version to the previous one: {self.message}",
            previous_pointer=self.current_pointer,
            current_pointer=self.previous_pointer,
            previous_position=self.current_position,
            current_position=self.previous_position,
            breaks=tuple(OTHER[one] for one in self.breaks),
            hits_consumers=False,
            witness=None,
        )

    @property
    def sort_key(self) -> tuple[Any, ...]:
        return (
            SEVERITIES.index(self.severity),
            self.operations,
            self.previous_pointer or self.current_pointer or "",
            self.current_pointer or "",
            self.rule_id,
            self.message,
            self.fingerprint,
        )


@dataclass(frozen=True, slots=True)
class Undecided:
    """A corner that could not be judged: never to be counted as compatible.

    `unfinished` tells that it is the comparison as such, for which time or memory did not suffice; its pointer is that
    of the whole document. The positions are those of `pointer` in the two documents, None where it does not lead to
    anything.
    """

    pointer: str
    reason: str
    operations: tuple[str, ...] = ()
    previous_position: Position | None = None
    current_position: Position | None = None
    unfinished: bool = False

    def to_json(self) -> dict[str, Any]:
        return _plain(self)

    def mirrored(self) -> Undecided:
        """A corner of the comparison from current to previous, told of previous and current."""
        return dataclasses.replace(
            self, previous_position=self.current_position, current_position=self.previous_position
        )

    @classmethod
    def from_json(cls, item: dict[str, Any]) -> Undecided:
        """The inverse of `to_json`; what was stored without positions has none."""
        return cls(**{**item, "operations": tuple(item["operations"]), **_positions(item)})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two documents, most severe first, and what could not be judged.

    `reverse` is the comparison from current to previous, made once, which tells more of the modes in `told_in_reverse`;
    neither is stored.
    """

    engine_version: str
    changes: tuple[Change, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    reverse: Callable[[], Comparison] | None = field(default=None, repr=False, compare=False)
    told_in_reverse: tuple[Mode, ...] = field(default=(), repr=False, compare=False)

    def with_severity(self, severity: Severity) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.severity == severity)

    def under(self, strictness: str) -> Comparison:
        """The comparison as a contract sees it that promises no more than this (`STRICTNESS`); raises ValueError."""
        if strictness not in STRICTNESS:
            raise ValueError(f"There is no strictness '{strictness}'; there are {', '.join(STRICTNESS)}")
        changes = sorted((change.under(strictness) for change in self.changes), key=lambda one: one.sort_key)
        reverse = self.reverse and cache(lambda: self.reverse().under(strictness))  # type: ignore[misc]
        return dataclasses.replace(self, changes=tuple(changes), reverse=reverse)

    def violations(self, mode: str) -> tuple[Change, ...]:
        """The changes that violate a compatibility mode: `backward`, `forward` or `full`.

        Those that only the comparison the other way round tells are among them. Raises ValueError for another mode.
        """
        more = self.violations_in_reverse(mode)
        return tuple(change for change in self.changes if change.violates(mode)) + more

    def violations_in_reverse(self, mode: str) -> tuple[Change, ...]:
        """Those violations that only the comparison from current to previous tells; raises ValueError."""
        other = self._reverse_for(mode)
        modes = {OTHER[one] for one in MODES[mode]}
        # What breaks both at once, as a channel that has gone, is no news from the other side: there it has come.
        changes = (change for change in (other.changes if other else ()) if change.breaks != BOTH)
        return tuple(change.mirrored() for change in changes if modes & set(change.breaks))

    def undecided_for(self, mode: str) -> tuple[Undecided, ...]:
        """What could not be judged of a mode, in either direction that it needs; raises ValueError."""
        other = self._reverse_for(mode)
        told = {(corner.pointer, corner.reason) for corner in self.undecided}
        more = (one for one in (other.undecided if other else ()) if (one.pointer, one.reason) not in told)
        return self.undecided + tuple(corner.mirrored() for corner in more)

    def _reverse_for(self, mode: str) -> Comparison | None:
        """The comparison from current to previous, where the mode needs it; raises ValueError for no mode."""
        if mode not in MODES:
            raise ValueError(f"There is no compatibility mode '{mode}'; there are {', '.join(MODES)}")
        needed = not set(MODES[mode]).isdisjoint(self.told_in_reverse)
        return self.reverse() if self.reverse and needed else None

    def is_compatible(self, mode: str) -> bool:
        """What a schema registry answers: `backward`, what is written with the previous can be read with the current.

        False where something could not be judged, since what was not compared is not compatible. Raises ValueError for
        another mode than `backward`, `forward` and `full`.
        """
        return not self.violations(mode) and not self.undecided_for(mode)

    @property
    def unfinished(self) -> str:
        """Why not everything was compared, where time or memory did not suffice; empty where it was."""
        return why_unfinished(self.undecided)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, for those who read them."""
        return {
            "engine_version": self.engine_version,
            "changes": [change.to_json() for change in self.changes],
            "undecided": [corner.to_json() for corner in self.undecided],
        }

    def stored(self) -> dict[str, Any]:
        """Plain JSON values for a database column: what many changes reach stands there once, as one of `reached`."""
        reached: dict[tuple[str, ...], int] = {}

        def short(told: Change | Undecided) -> dict[str, Any]:
            return {**told.to_json(), "operations": reached.setdefault(told.operations, len(reached))}

        changes, undecided = list(map(short, self.changes)), list(map(short, self.undecided))
        lists = [list(operations) for operations in reached]
        return {
            "engine_version": self.engine_version,
            "reached": lists,
            "changes": changes,
            "undecided": undecided,
        }

    @classmethod
    def from_stored(cls, stored: dict[str, Any]) -> Comparison:
        """The inverse of `stored`; raises KeyError, IndexError or TypeError when it has another shape."""
        reached = [tuple(operations) for operations in stored["reached"]]

        def whole(item: dict[str, Any]) -> dict[str, Any]:
            return {**item, "operations": reached[item["operations"]]}

        return cls(
            engine_version=stored["engine_version"],
            changes=tuple(Change.from_json(whole(item)) for item in stored["changes"]),
            undecided=tuple(Undecided.from_json(whole(item)) for item in stored["undecided"]),
        )


def why_unfinished(undecided: Iterable[Undecided]) -> str:
    """Why not everything was compared, where time or memory did not suffice; empty where it was."""
    return next((corner.reason for corner in undecided if corner.unfinished), "")


def fingerprint(rule_id: str, cause: str, meaning: str) -> str:
    """Stable across commits: made of rule, cause and meaning, never of line numbers or reach."""
    return hashlib.sha256(f"{rule_id}\0{cause}\0{meaning}".encode()).hexdigest()[:32]


def _positions(item: dict[str, Any]) -> dict[str, Position | None]:
    return {side: Position(**item[side]) if item.get(side) else None for side in _POSITIONS}


def _plain(item: Change | Undecided) -> dict[str, Any]:
    plain = {one.name: getattr(item, one.name) for one in dataclasses.fields(item)}
    return {
        key: _PLAIN[type(value)](value) if type(value) in _PLAIN else value for key, value in plain.items()
    }
