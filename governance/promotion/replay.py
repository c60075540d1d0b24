"""Decide again from the facts that a decision was made from, and say whether both are the same judgement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.promotion.decide import Decision, decide
from governance.promotion.facts import Facts


@dataclass(frozen=True)
class Judgement:
    """What is judged in an answer, apart from how it is worded: sentences may improve, judgements may not change."""

    decision: str
    reasons: tuple[
        tuple[str, str, str], ...
    ]  # code, effect, responsible; in which order they stand is wording
    order: tuple[str, ...]

    @classmethod
    def of(cls, decision: Decision) -> "Judgement":
        return cls(
            decision.decision,
            tuple(
                sorted(
                    (reason.code, str(reason.effect), reason.responsible or "") for reason in decision.reasons
                )
            ),
            tuple(step.service for step in decision.order),
        )

    @classmethod
    def of_stored(
        cls, decision: str, reasons: Sequence[Mapping[str, Any]], order: Sequence[Mapping[str, Any]]
    ) -> "Judgement":
        return cls(
            decision,
            tuple(
                sorted((reason["code"], reason["effect"], reason["responsible"] or "") for reason in reasons)
            ),
            tuple(step["service"] for step in order),
        )


def replay(facts: Mapping[str, Any]) -> Decision:
    """Decide from stored facts, as the gate would today if nothing but its own rules had changed."""
    return decide(Facts.from_json(dict(facts)))
