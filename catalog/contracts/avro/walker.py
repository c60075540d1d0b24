"""What differs between two Avro contracts: every place at which one side writes and the other one reads.

One walk tells of both modes. A difference that keeps the current schema from reading what was written with the
previous one `narrows`, one that keeps the previous one from reading what is written with the current one `widens`,
and one that does both `replaces`. A pair of types is compared once; one that is met again while it is being compared
is the same pair, so that recursion ends (coinduction).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.contracts.avro.fitting import Fitting
from catalog.contracts.avro.likeness import Likeness
from catalog.contracts.avro.logical import logical_type, shown_logical
from catalog.contracts.avro.model import NAMED, PRIMITIVES, UNKNOWN, Field, Schemas, Type
from catalog.contracts.avro.named import compare_names, compare_symbols, size_changes
from catalog.contracts.avro.outcomes import effect_of
from catalog.contracts.avro.proofs import Prover
from catalog.contracts.avro.records import compare_fields
from catalog.contracts.avro.resolution import PROMOTIONS, match, paired
from catalog.contracts.budget import Budget
from catalog.contracts.compatibility import BACKWARD, BOTH, FORWARD, Mode
from catalog.contracts.pairs import SAME, Event, Pair, Step
from catalog.contracts.schemas.source import Node, Source


@dataclass(eq=False, slots=True)
class Walker:
    """One comparison; `part` of a pair is for which modes its types are compared."""

    previous: Schemas
    current: Schemas
    budget: Budget
    prover: Prover
    roots: dict[str, Pair] = field(default_factory=dict)
    _fitting: tuple[Fitting, Fitting] = field(init=False)
    _likeness: Likeness = field(init=False)
    _pairs: dict[tuple[str, str], Pair] = field(default_factory=dict)
    _waiting: list[Pair] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._fitting = (Fitting(self.previous), Fitting(self.current))

    def walk(self) -> None:
        """Compare everything; raises OutOfBudget."""
        self._likeness = Likeness(self.previous.collected(), self.current.collected())
        self._compare_contracts()
        while self._waiting:
            pair = self._waiting.pop()
            expand, pair.expand = pair.expand, None
            if expand is not None:
                pair.events, pair.undecided, pair.edges = [], [], []
                expand(pair)
        self._note_unknown()

    def misfit(self, side: int, field: Field) -> str:
        """Why the default of a field does not fit its type; empty where it does, or where there is none."""
        schemas = (self.previous, self.current)[side]
        return (
            self._fitting[side].misfit(schemas.at(field.type), field.default.value) if field.default else ""
        )

    def _note_unknown(self) -> None:
        """What is no type is not known to be readable, even where nothing was compared with it."""
        unknown = [found for schemas in (self.previous, self.current) for found in schemas.unknown()]
        if unknown:
            corner = Pair(undecided=[(found.node, found.name) for found in unknown])
            for root in self.roots.values():
                root.link(corner)

    def prove(
        self, pair: Pair, event: Event, above: dict[Pair, list[tuple[Step, Pair]]]
    ) -> dict[str, Any] | None:
        return self.prover.prove(pair, event, above)

    def link(self, parent: Pair, before: Node, after: Node, step: Step, modes: tuple[Mode, ...]) -> None:
        """Compare the types at two places, below a pair, unless they are alike."""
        if not self._likeness.of_types(before, after):
            parent.link(self._pair(before, after, modes, self._compare), step)

    def alike(self, before: Field, after: Field) -> bool:
        """Whether nothing can differ between two fields of one name."""
        return self._likeness.of_fields(before, after)

    def _pair(
        self, before: Node, after: Node, modes: tuple[Mode, ...], expand: Callable[[Pair], None]
    ) -> Pair:
        """The pair of two places; where it turns out that another mode matters too, it is compared again."""
        key = (before.pointer, after.pointer)
        pair = self._pairs.get(key)
        if pair is None:
            self.budget.spend()
            pair = self._pairs[key] = Pair(subject=(before, after), part=())
        if not set(modes) <= set(pair.part):
            pair.part = tuple(sorted({*pair.part, *modes}))
            pair.expand = expand
            self._waiting.append(pair)
        return pair

    def _compare_contracts(self) -> None:
        """The schemas that stand for themselves, each under its name; the one that is left is compared with the one
        that is left.
        """
        before, after = self.previous.contracts(), self.current.contracts()
        branches, lost, fresh = paired(self._types(self.previous, before), self._types(self.current, after))
        for (one, other), modes in branches.items():
            if len(branches) > 1 and self._strangers(before[one], after[other]):
                lost.append(one)
                fresh.append(other)
                continue
            key = self.previous.at(before[one]).label
            root = self.roots.setdefault(key, Pair(label=key))
            self.link(root, before[one], after[other], SAME, modes)
        for number in lost:
            self._note_contract("removed", self.previous, before[number])
        for number in fresh:
            self._note_contract("added", self.current, after[number])

    def _strangers(self, before: Node, after: Node) -> bool:
        """Whether two of several schemas were only put together because they were left over."""
        one, other = self.previous.at(before), self.current.at(after)
        return match(one, other) is None and match(other, one) is None and not _alike(one, other)

    def _note_contract(self, action: str, schemas: Schemas, node: Node) -> None:
        key = schemas.at(node).label
        root = self.roots.setdefault(key, Pair(label=key))
        whole = (self.previous.files()[0], self.current.files()[0])
        if any(isinstance(one.value, list) for one in whole):
            removed = action == "removed"
            places = (node, whole[1]) if removed else (whole[0], node)
            effect = "narrows" if removed else "widens"
            root.subject = whole
            root.note("union branch", action, previous=places[0], current=places[1], name=key, effect=effect)
        else:
            root.note("schema", action, **{"previous" if action == "removed" else "current": node}, name=key)

    def _types(self, schemas: Schemas, nodes: list[Node]) -> list[Type]:
        return [schemas.at(node) for node in nodes]

    def _compare(self, pair: Pair) -> None:
        before, after = pair.subject
        ones, others = self.previous.at(before), self.current.at(after)
        if "union" in (ones.kind, others.kind):
            self._compare_branches(pair, ones.branches(), others.branches())
        elif ones.kind in NAMED and ones.kind == others.kind and self._behind_names(pair, ones, others):
            self._link_definitions(pair, ones, others)
        else:
            self._compare_types(pair, ones, others)

    def _behind_names(self, pair: Pair, before: Type, after: Type) -> bool:
        return (pair.subject[0].pointer, pair.subject[1].pointer) != (before.node.pointer, after.node.pointer)

    def _link_definitions(self, pair: Pair, before: Type, after: Type) -> None:
        self.link(pair, before.node, after.node, SAME, pair.part)

    def _compare_branches(self, pair: Pair, before: list[Node], after: list[Node]) -> None:
        ones, others = self._types(self.previous, before), self._types(self.current, after)
        branches, lost, fresh = paired(ones, others)
        for (one, other), modes in branches.items():
            asked = tuple(mode for mode in modes if mode in pair.part)
            if asked:
                self.link(pair, before[one], after[other], Step("same", ones[one].label), asked)
        unread = {"removed": (BACKWARD, lost, ones, before), "added": (FORWARD, fresh, others, after)}
        for action, (mode, numbers, types, nodes) in unread.items():
            for number in numbers if mode in pair.part else ():
                self.budget.check()
                self._note_branch(pair, action, types[number], nodes[number])

    def _note_branch(self, pair: Pair, action: str, found: Type, node: Node) -> None:
        if found.kind == UNKNOWN:
            pair.undecided.append((found.node, found.name))
            return
        before, after = pair.subject
        effect = "narrows" if action == "removed" else "widens"
        places = (
            {"previous": node, "current": after}
            if action == "removed"
            else {"previous": before, "current": node}
        )
        pair.note("union branch", action, name=found.label, effect=effect, **places)

    def _compare_types(self, pair: Pair, before: Type, after: Type) -> None:
        unknown = [one for one in (before, after) if one.kind == UNKNOWN]
        if unknown:
            pair.undecided.extend((one.node, one.name) for one in unknown)
            return
        if before.kind != after.kind:
            self._note_type(pair, before, after)
        elif before.kind in NAMED:
            self._compare_named(pair, before, after)
        elif before.kind not in PRIMITIVES:
            step = Step("item", "0") if before.kind == "array" else Step("member")
            self.link(pair, before.below(), after.below(), step, pair.part)
        if before.kind == after.kind or after.kind in PROMOTIONS.get(before.kind, ()):
            _compare_logical(pair, before, after)

    def _note_type(self, pair: Pair, before: Type, after: Type) -> None:
        readable = {
            BACKWARD: after.kind in PROMOTIONS.get(before.kind, ()),
            FORWARD: before.kind in PROMOTIONS.get(after.kind, ()),
        }
        broken = [mode for mode in pair.part if not readable[mode]]
        if not broken and pair.part != BOTH:
            action = "covered"
        elif all(readable.values()):
            action = "exchanged"
        else:
            action = "promoted" if readable[BACKWARD] else "narrowed" if readable[FORWARD] else "changed"
        labels = (before.described, after.described)
        if action == "covered" and pair.part == (FORWARD,):
            labels = (after.described, before.described)  # from the writer's to the reader's
        _note(pair, "type", action, broken, labels)

    def _compare_named(self, pair: Pair, before: Type, after: Type) -> None:
        names = compare_names(before, after)
        if names is not None:
            action, broken = names
            asked = [mode for mode in broken if mode in pair.part]
            _note(pair, "name", action, asked, (before.name, after.name))
            if action == "changed" and len(broken) == len(BOTH) and not _alike(before, after):
                return
        known = (*after.aliases, after.name)
        for alias in [alias for alias in before.aliases if alias not in known]:
            pair.note("alias", "removed", previous=before.node, current=after.node, name=alias)
        if before.kind == "record":
            compare_fields(self, pair, before, after)
        elif before.kind == "enum":
            compare_symbols(pair, before, after)
        elif (sizes := size_changes(before, after)) is not None:
            _note(pair, "fixed size", "changed", pair.part, sizes)


def walk_schemas(previous: Source, current: Source, budget: Budget) -> Walker:
    """The walk over the schemas of two sources, not yet begun."""
    before, after = Schemas(previous, budget.check), Schemas(current, budget.check)
    return Walker(before, after, budget, Prover(before, after, budget))


def _alike(before: Type, after: Type) -> bool:
    """Whether two types of different names have so much in common that their differences say something."""
    if before.kind == after.kind == "record":
        return bool({one.name for one in before.fields} & {one.name for one in after.fields})
    return before.kind == after.kind == "enum" and bool(set(before.symbols()) & set(after.symbols()))


def _note(pair: Pair, on: str, action: str, broken: Sequence[Mode], values: tuple[Any, Any]) -> None:
    one, other = pair.subject
    pair.note(
        on, action, previous=one, current=other, effect=effect_of(broken), before=values[0], after=values[1]
    )


def _compare_logical(pair: Pair, before: Type, after: Type) -> None:
    ones, others = logical_type(before), logical_type(after)
    if ones == others:
        return
    one, other = pair.subject
    facts = {"previous": one, "current": other, "before": shown_logical(ones), "after": shown_logical(others)}
    if ones and others and ones[0] == others[0] == "decimal":
        pair.note("decimal", "changed", effect=effect_of(pair.part), **facts)
    else:
        pair.note("logical type", "changed", **facts)
