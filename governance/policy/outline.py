"""What a whole policy rests on: its expressions and the variables that each uses, directly or through others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from governance.policy.model import Policy
from governance.policy.names import Names, Path, names_in

_DURATION = re.compile(r"(-?)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_FOLLOW_FROM_DATES = {"state", "version_state"}
VARIABLE = "variables/"


def expressions(policy: Policy) -> dict[str, str]:
    """The expressions of a policy by the part in which each stands, without those that are left empty."""
    variables = {f"{VARIABLE}{name}": source for name, source in policy.variables.items()}
    parts = {"scope": policy.scope, **variables, "rule": policy.rule, "message": policy.message}
    return {part: source for part, source in parts.items() if source.strip()}


@dataclass(frozen=True)
class Outline:
    """The names in each part of a policy."""

    names: Mapping[str, Names]

    @classmethod
    def of(cls, policy: Policy) -> "Outline":
        return cls({part: names_in(source) for part, source in expressions(policy).items()})

    def uses(self, part: str) -> list[str]:
        """The part itself and every variable that it needs, each once, however they use each other."""
        waiting, seen = [part], list[str]()
        while waiting:
            name = waiting.pop()
            if name in self.names and name not in seen:
                seen.append(name)
                waiting += [f"{VARIABLE}{token.text}" for token in self.names[name].variables]
        return seen

    def sources(self, *parts: str) -> tuple[str, ...]:
        """The attested facts that the parts rest on."""
        used = {source for part in parts for use in self.uses(part) for source in self.names[use].sources}
        return tuple(sorted(used))

    def paths(self, *parts: str) -> list[tuple[str, ...]]:
        """The ways into the document that the parts read, the shorter ones without those that go on from them."""
        found = {path.steps for part in parts for use in self.uses(part) for path in self.resolved(use)}
        return sorted(path for path in found if not any(_goes_on(other, path) for other in found))

    def resolved(self, part: str) -> Iterator[Path]:
        """The paths of one part, with those that begin at a variable leading on from where that one leads."""
        for path in self.names[part].paths:
            if full := self.resolve(path):
                yield full

    def resolve(self, path: Path) -> Path | None:
        """The path from the document's root; None where it begins with something that was computed."""
        seen = set[str]()
        while (variable := f"{VARIABLE}{path.steps[0]}") in self.names:
            start = self.names[variable].result
            if start is None or variable in seen:
                return None
            seen.add(variable)
            path = path.after(start)
        return path

    @cached_property
    def uses_now(self) -> bool:
        return any(names.mentions("now") for names in self.names.values())

    @cached_property
    def follows_dates(self) -> bool:
        """Whether a verdict can change because an instant in the document passes."""
        return self.uses_now or any(names.members & _FOLLOW_FROM_DATES for names in self.names.values())

    @cached_property
    def durations(self) -> set[timedelta]:
        """The lengths of time that the expressions write out, and none at all."""
        texts = {text for names in self.names.values() for text in names.texts}
        return {timedelta(), *(length for text in texts if (length := _duration(text)))}


def _goes_on(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return len(longer) > len(shorter) and longer[: len(shorter)] == shorter


def _duration(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text)
    if not match or not text or len(text) > 12:  # noqa: PLR2004  # 12 characters say more than a thousand years
        return None
    sign, *numbers = match.groups()
    hours, minutes, seconds = (int(number or 0) for number in numbers)
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if sign else length
