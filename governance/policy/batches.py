"""Documents on their way through the workers: what was judged already, and what a lost worker leaves behind."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from governance.policy.model import Policy, State, Verdict
from governance.policy.process import Limits, Worker, WorkerLostError
from governance.policy.wire import dump_policy, load_verdict

MOST_LOSSES = 3
"""After as many a policy is set aside for the rest of a run, so that it cannot hold up everything."""

_TRY_AGAIN = timedelta(hours=1)


class Run:
    """Policies that judge many documents at one instant."""

    def __init__(self, policies: Sequence[Policy], now: datetime, limits: Limits) -> None:
        self.policies = {policy.slug: dump_policy(policy) for policy in policies}
        self.now = now
        self.limits = limits
        self.losses = Counter[str]()

    def unknown(self, reason: str) -> Verdict:
        """Nothing came of it for a reason that may be gone in a while."""
        return Verdict(State.UNKNOWN, reason, until=self.now + _TRY_AGAIN)

    def verdicts(self) -> dict[str, Verdict]:
        """Those that are known before a document is looked at: of policies that were set aside."""
        reason = f"It ran out of its limits with {MOST_LOSSES} services and was not tried with this one."
        return {slug: self.unknown(reason) for slug in self.policies if self.losses[slug] >= MOST_LOSSES}


class Batch:
    """Some of the documents of a run. `verdicts` fills in their order."""

    def __init__(self, run: Run, documents: Sequence[Mapping[str, Any]]) -> None:
        self._run = run
        self._open = list[tuple[str, dict[str, Verdict]]]()
        self.verdicts = list[dict[str, Verdict]]()
        for document in documents:
            text, reason = _dump(document, run.limits.document)
            verdicts = dict.fromkeys(run.policies, run.unknown(reason)) if reason else {}
            self.verdicts.append(verdicts)
            self._open.append((text, verdicts))

    @property
    def is_done(self) -> bool:
        return all(len(verdicts) == len(self._run.policies) for verdicts in self.verdicts)

    def advance(self, worker: Worker) -> None:
        """Have the rest judged; raise WorkerLostError with what was judged, and what the worker was lost to, noted."""
        aside = self._run.verdicts()
        for verdicts in self.verdicts:
            verdicts.update(aside | verdicts)
        self._open = [
            (text, verdicts) for text, verdicts in self._open if len(verdicts) < len(self._run.policies)
        ]
        asked = [slug for slug in self._run.policies if slug not in aside]
        if not self._open:
            return
        request = {
            "policies": [self._run.policies[slug] for slug in asked],
            "documents": [text for text, _ in self._open],
            "now": self._run.now.isoformat(),
            "first": sum(slug in self._open[0][1] for slug in asked),
        }
        open_pairs = [
            (slug, verdicts) for _, verdicts in self._open for slug in asked if slug not in verdicts
        ]
        self._fill(open_pairs, worker.ask(request, len(open_pairs)))

    def _fill(self, pairs: list[tuple[str, dict[str, Verdict]]], answers: Iterator[Any]) -> None:
        for slug, verdicts in pairs:
            try:
                verdicts[slug] = load_verdict(next(answers))
            except WorkerLostError as error:
                verdicts[slug] = self._run.unknown(str(error))
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
