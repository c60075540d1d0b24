"""One policy's verdict over one document: a function of both and of the instant, without a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from cel import Program

from governance.policy.absence import absent, lacking, unattested
from governance.policy.document import SINCE, VERSION
from governance.policy.engine import Scene, SyntaxMistakeError, UndecidableError, parse
from governance.policy.evidence import Places, evidence
from governance.policy.expressions import oversized
from governance.policy.inlining import TooLongError, inlined
from governance.policy.instants import expiry, instants, next_change
from governance.policy.model import Policy, State, Verdict
from governance.policy.outline import Outline

LONGEST_MESSAGE = 1_000


class Subject:
    """A document that is being judged at an instant."""

    def __init__(self, document: Mapping[str, Any], now: datetime) -> None:
        self.document = document
        self.now = now
        self.scene = Scene(document, now)
        self.places = Places(document)
        self.version: int = document.get("version", VERSION)
        self.name = _slug(document.get("service"), "this service")
        self.owner = _slug(document.get("owner"), "its owner")

    def lacks(self, member: str) -> bool:
        """Whether the document was stored before there was such a member."""
        return self.version < SINCE.get(member, 0)

    @cached_property
    def instants(self) -> list[datetime]:
        return [*instants({part: value for part, value in self.document.items() if part != "sources"})]


@dataclass(frozen=True)
class Basis:
    """What a verdict rests on when it was reached from some of the parts."""

    paths: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]

    @classmethod
    def of(cls, outline: Outline, *parts: str) -> "Basis":
        shown = [part for part in parts if part != "message"]
        return cls(tuple(outline.paths(*shown)), outline.sources(*parts))


@dataclass(frozen=True)
class Ready:
    """A policy whose expressions are parsed, to judge many documents."""

    policy: Policy
    outline: Outline
    programs: Mapping[str, Program]
    scope: Basis
    whole: Basis
    mistake: str = ""

    @classmethod
    def of(cls, policy: Policy) -> "Ready":
        mistakes, outline = oversized(policy), Outline({})
        programs, mistake = dict[str, Program](), mistakes[0].message if mistakes else ""
        if not mistakes:
            outline = Outline.of(policy)
            try:
                programs = {part: parse(source) for part, source in inlined(policy).items()}
            except (SyntaxMistakeError, TooLongError) as error:
                mistake = f"Its expressions cannot be read: {error}"
        whole = Basis.of(outline, *outline.names)
        return cls(policy, outline, programs, Basis.of(outline, "scope"), whole, mistake)

    def judge(self, subject: Subject) -> Verdict:
        """The scope first, then the freshness of what the rule rests on, then the rule."""
        state, message, basis, lacks = State.UNKNOWN, self.mistake, self.scope, ""
        try:
            if not self.mistake and not self.holds("scope", subject, basis):
                state = State.NOT_APPLICABLE
            elif not self.mistake:
                basis = self.whole
                holds = self.holds("rule", subject, basis)
                state = State.PASS if holds else State.FAIL
                message = "" if holds else self.say(subject)
        except UndecidableError as error:
            message = self.explain(error, subject)
            lacks = error.missing if error.missing and subject.lacks(error.missing) else ""
        return replace(self.verdict(state, message, basis, subject), lacking=lacks)

    def holds(self, part: str, subject: Subject, basis: Basis) -> bool:
        """Whether the scope or the rule is true; an empty scope is. Raises UndecidableError."""
        if part not in self.programs:
            return True
        for source in basis.sources:
            _require_fresh(source, subject)
        value = subject.scene.evaluate(self.programs[part])
        if not isinstance(value, bool):
            raise UndecidableError(f"Its {part} is neither true nor false.")
        return value

    def say(self, subject: Subject) -> str:
        """The message of a policy that fails; its title where it has none, or none that can be made."""
        if "message" not in self.programs:
            return self.policy.title
        try:
            message = subject.scene.evaluate(self.programs["message"])
        except UndecidableError:
            return self.policy.title
        return message[:LONGEST_MESSAGE] if isinstance(message, str) and message else self.policy.title

    def explain(self, error: UndecidableError, subject: Subject) -> str:
        """Why nothing could be decided, and for a member that is absent, what it waits for or who states it."""
        missing = error.missing
        if missing is None:
            return str(error)
        if subject.lacks(missing):
            return lacking(missing, subject.version)
        for root, *steps in self.whole.paths:
            if root == "facts" and missing in steps[1:]:
                return f"`{steps[0]}` was attested for {subject.name} without `{missing}`."
        if any(missing in path for path in self.whole.paths):
            return absent(missing, subject.name, subject.owner)
        return f"It says nothing about the value `{missing}`, which it meets."

    def verdict(self, state: State, message: str, basis: Basis, subject: Subject) -> Verdict:
        expiries = [expiry(subject.document, source) for source in basis.sources]
        moments = subject.instants if self.outline.follows_dates else []
        until = next_change(self.outline, moments, [*expiries, self.policy.effective_at], subject.now)
        return Verdict(state, message, evidence(subject.places, basis.paths), basis.sources, until)


def _slug(part: Any, otherwise: str) -> str:
    """The slug in a part of a document, which may be an old one."""
    return part["slug"] if isinstance(part, dict) and isinstance(part.get("slug"), str) else otherwise


def _require_fresh(source: str, subject: Subject) -> None:
    until = expiry(subject.document, source)
    if until is None or until <= subject.now:
        raise UndecidableError(unattested(source, until, subject.name, subject.owner))
