"""Rules are data: what a rule listens to, how severe it is, and a docstring that explains it to people."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from catalog.contracts.changes import BREAKING, Direction, Severity
from catalog.contracts.pairs import Event

SECTIONS = ("What it finds", "Why it matters", "Example", "How to ship it safely")

Judge = Callable[[Event], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its documentation.

    `on` and `action` name the events that the rule judges; `judge` answers the message of the change, or None
    when the event does not concern the rule.
    """

    id: str
    on: str
    action: str
    direction: Direction | None
    severity: Severity
    formats: tuple[str, ...]
    title: str
    what_it_finds: str
    why_it_matters: str
    example: str
    how_to_ship_it_safely: str
    judge: Judge
    category: str = ""
    """The weakest strictness under which it breaks (`STRICTNESS`), where its format knows several."""
    language: str = ""
    """The language of the payloads that it judges, where it is a rule of another format (`carried`)."""

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The documentation below the title: heading and text."""
        texts = (self.what_it_finds, self.why_it_matters, self.example, self.how_to_ship_it_safely)
        return tuple(zip(SECTIONS, texts, strict=True))

    def judges(self, direction: Direction) -> bool:
        """Whether the rule concerns this direction; one without a direction concerns both."""
        return self.direction is None or self.direction == direction


class RuleBook(Mapping[str, Rule]):
    """Rules by id, and by the events that they listen to."""

    def __init__(self, formats: tuple[str, ...] = ()) -> None:
        self._formats = formats
        self._rules: dict[str, Rule] = {}
        self._listeners: dict[tuple[str, str], list[Rule]] = {}

    def rule(
        self,
        *,
        on: str,
        action: str,
        severity: Severity,
        direction: Direction | None = None,
        category: str = "",
    ) -> Callable[[Judge], Judge]:
        """Register the decorated function; its name with dashes is the rule's id."""

        def register(judge: Judge) -> Judge:
            rule_id = judge.__name__.replace("_", "-")
            title, sections = _documentation(rule_id, judge)
            rule = Rule(
                rule_id, on, action, direction, severity, self._formats, title, *sections, judge, category
            )
            self.add(rule)
            return judge

        return register

    def add(self, rule: Rule) -> None:
        if rule.id in self._rules:
            raise ValueError(f"two rules have the id {rule.id}")
        self._rules[rule.id] = rule
        self._listeners.setdefault((rule.on, rule.action), []).append(rule)

    def judge(self, event: Event) -> Iterator[tuple[Rule, str]]:
        """Every rule that the event concerns, with its message."""
        for rule in self._listeners.get((event.on, event.action), ()):
            concerned = rule.direction is None or rule.direction == event.direction
            if concerned and rule.language == event.language:
                message = rule.judge(event)
                if message is not None:
                    yield rule, message

    def is_breaking(self, event: Event) -> bool:
        """Whether a rule that the event concerns is breaking."""
        return any(rule.severity == BREAKING for rule, _ in self.judge(event))

    def __getitem__(self, rule_id: str) -> Rule:
        return self._rules[rule_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def merged(books: Iterable[RuleBook]) -> RuleBook:
    """One book with the rules of several."""
    union = RuleBook()
    for book in books:
        for rule in book.values():
            union.add(rule)
    return union


def carried(book: RuleBook, language: str) -> RuleBook:
    """The rules of a format that knows no direction, for what is carried in the messages of one that does.

    They see events as they do at home, and tell the same of them.
    """
    found = RuleBook()
    for rule in book.values():
        found.add(replace(rule, judge=partial(_judged_at_home, rule), language=language))
    return found


def _judged_at_home(rule: Rule, event: Event) -> str | None:
    return rule.judge(replace(event, direction=None))


def _documentation(rule_id: str, judge: Judge) -> tuple[str, tuple[str, str, str, str]]:
    text = inspect.cleandoc(judge.__doc__ or "")
    title, *parts = re.split(rf"^({'|'.join(SECTIONS)}): ", text, flags=re.MULTILINE)
    sections = dict(zip(parts[::2], (" ".join(part.split()) for part in parts[1::2]), strict=True))
    missing = [section for section in SECTIONS if not sections.get(section)]
    if missing:
        raise ValueError(f"the docstring of the rule {rule_id} lacks: {', '.join(missing)}")
    what, why, example, how = (sections[section] for section in SECTIONS)
    return " ".join(title.split()), (what, why, example, how)
