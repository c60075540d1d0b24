"""In which order releases must go: who before whom, link by link, and the way out where they wait for each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from governance.promotion.facts import Facts, Need
from governance.promotion.reasons import Effect
from governance.promotion.uses import CONSUMER, OWN, judge

BESIDE = ", beside what it provides now"


@dataclass(frozen=True)
class Step:
    """One move, where order matters."""

    service: str
    action: str


def needs(facts: Facts) -> tuple[Need, ...]:
    """Who must move before the release can: consumers that it breaks, providers that it lacks."""
    first: dict[str, Need] = {}
    for use in facts.consumers:
        if any(reason.effect is Effect.DENY for reason in judge(use, CONSUMER, facts.environment)):
            action = f"deploy a release that does not need what {facts.release} takes away"
            first[use.consumer] = Need(use.consumer, action, provides=False)
    for use in facts.uses:
        if any(reason.effect is Effect.DENY for reason in judge(use, OWN, facts.environment)):
            as_built = f" as {use.built_against} does" if use.built_against else ""
            action = f"deploy a release that provides {use.contract}{as_built}"
            first[use.provider] = Need(use.provider, action, provides=True)
    return tuple(first.values())


def order(facts: Facts) -> Iterator[Step]:
    """Yield every step, the first to be taken first; nothing where the release waits for nobody."""
    own = needs(facts)
    if own:
        waits = {each.service: each.needs for each in facts.ahead} | {facts.service: own}
        yield from _steps(Need(facts.service, f"promote {facts.release}", provides=False), waits, (), set())


def _steps(
    need: Need, waits: Mapping[str, tuple[Need, ...]], path: tuple[str, ...], done: set[str]
) -> Iterator[Step]:
    """What the need waits for, and then itself.

    Where two wait for each other the provider leaves the circle: it offers both versions side by side.
    """
    if need.service in done:
        return
    here = (*path, need.service)
    for before in waits.get(need.service, ()):
        if before.service not in here:
            yield from _steps(before, waits, here, done)
        elif before.provides:
            yield Step(before.service, before.action + (BESIDE if before.service != need.service else ""))
        else:
            need = replace(need, action=need.action.removesuffix(BESIDE) + BESIDE)
    done.add(need.service)
    yield Step(need.service, need.action)
