"""Documents on their way through the workers: what was judged already, and what a lost worker leaves behind."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from catalog.contracts.processes import worker
from catalog.contracts.processes.worker import Worker, WorkerLostError
from governance.policy.document import PARTS
from governance.policy.model import Policy, State, Verdict
from governance.policy.outline import expressions
from governance.policy.wire import dump_policy, load_verdict

MOST_LOSSES = 3
"""After as many a policy is set aside for the rest of a run, so that it cannot hold up everything."""

_TOLD = {"service", "owner"}  # named in messages, whatever the policies look at
_TRY_AGAIN = timedelta(hours=1)
_SET_ASIDE = f"It ran out of its limits with {MOST_LOSSES} services and was not tried with this one."


@dataclass(frozen=True, slots=True)
class Limits(worker.Limits):
    """Of one policy over one document, whose size in characters is limited too; `memory` is the whole worker's."""

    seconds: float = 1.0
    patience: float = 20.0
    memory: int = 256 * 1024 * 1024
    document: int = 2 * 1024 * 1024


class Run:
    """Policies that judge many documents."""

    def __init__(self, policies: Sequence[Policy], limits: Limits) -> None:
        self.policies = {policy.slug: dump_policy(policy) for policy in policies}
        self.limits = limits
        self.losses = Counter[str]()
        sources = [source for policy in policies for source in expressions(policy).values()]
        self._unseen = {part for part in PARTS if not any(part in source for source in sources)} - _TOLD

    def seen(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """What the policies can see of the document: a provider's consumers, say, may be most of it."""
        return {part: value for part, value in document.items() if part not in self._unseen}

    def aside(self) -> set[str]:
        """The policies that were set aside."""
        return {slug for slug in self.policies if self.losses[slug] >= MOST_LOSSES}


@dataclass(frozen=True)
class Asked:
    """A document as text, the instant at which it is judged, and what was found so far."""

    text: str
    now: datetime
    verdicts: dict[str, Verdict]

    def unknown(self, slug: str, reason: str) -> None:
        """Nothing came of it for a reason that may be gone in a while."""
        self.verdicts[slug] = Verdict(State.UNKNOWN, reason, until=self.now + _TRY_AGAIN)


class Batch:
    """Some of the documents of a run, each with the instant at which it is judged. Their verdicts fill in."""

    def __init__(self, run: Run, asked: Sequence[tuple[Mapping[str, Any], datetime]]) -> None:
        self._run = run
        self._asked = list[Asked]()
        for document, now in asked:
            text, reason = _dump(run.seen(document), run.limits.document)
            one = Asked(text, now, {})
            self._asked.append(one)
            for slug in run.policies if reason else ():
                one.unknown(slug, reason)

    @property
    def verdicts(self) -> list[dict[str, Verdict]]:
        return [one.verdicts for one in self._asked]

    @property
    def is_done(self) -> bool:
        return not self._open()

    def _open(self) -> list[Asked]:
        return [one for one in self._asked if len(one.verdicts) < len(self._run.policies)]

    def advance(self, worker: Worker) -> None:
        """Have the rest judged; raise WorkerLostError with what was judged, and what the worker was lost to, noted."""
        aside = self._run.aside()
        for one in self._open():
            for slug in aside - one.verdicts.keys():
                one.unknown(slug, _SET_ASIDE)
        waiting = self._open()
        if not waiting:
            return
        slugs = [slug for slug in self._run.policies if slug not in aside]
        request = {
            "policies": [self._run.policies[slug] for slug in slugs],
            "documents": [[one.text, one.now.isoformat()] for one in waiting],
            "first": sum(slug in waiting[0].verdicts for slug in slugs),
        }
        pairs = [(slug, one) for one in waiting for slug in slugs if slug not in one.verdicts]
        self._fill(pairs, worker.ask(request, len(pairs)))

    def _fill(self, pairs: list[tuple[str, Asked]], answers: Iterator[Any]) -> None:
        for slug, one in pairs:
            try:
                one.verdicts[slug] = load_verdict(next(answers))
            except WorkerLostError as error:
                one.unknown(slug, f"It {error}.")
                self._run.losses[slug] += 1
                raise


def _dump(document: Mapping[str, Any], most: int) -> tuple[str, str]:
    """The document as text, or why it is not looked at."""
    try:
        text = json.dumps(document)
    except RecursionError:
        return "", "The facts of this service are nested too deeply."
    return (
        (text, "")
        if len(text) <= most
        else ("", f"The facts of this service take more than {most >> 10} kilobytes.")
    )
