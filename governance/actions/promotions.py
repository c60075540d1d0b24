"""Ask the gate, and promote."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit
from catalog.actions import facts as fact_actions
from catalog.actions.comparisons import (
    NotComparedError,
    Pair,
    comparisons_made_before,
    comparisons_of,
)
from catalog.contracts.changes import Comparison
from catalog.errors import NotFoundError
from catalog.models import Environment, Person, Release
from catalog.queries import find
from governance.actions.adherence import policies_in_effect, with_verdicts
from governance.models import Decision as Answer
from governance.models import Promotion
from governance.promotion.decide import Decision, decide
from governance.promotion.facts import Ahead, Facts
from governance.promotion.order import needs
from governance.queries.facts_document import document_of
from governance.queries.observed_breaks import with_observations
from governance.queries.promotion_facts import facts_of, facts_of_nothing
from governance.queries.promotion_scene import Scene, look, next_releases
from governance.queries.reasons import reasons_to_json

ALLOW_VALID = timedelta(hours=1)
CompareAll = Callable[[set[Pair]], dict[Pair, Comparison]]
LINKS = 10  # of a chain of those who wait for each other; each costs what a decision costs


def ask(service_slug: str, version: str, environment: Environment) -> tuple[Facts, Decision]:
    """Decide without storing anything: asking is free, also about what nobody registered."""
    try:
        release = find.release(service_slug, version)
    except NotFoundError:
        gathered = facts_of_nothing(service_slug, version, environment, timezone.now())
        return gathered, decide(gathered)
    scene = look(release, environment, timezone.now())
    gathered = gather(scene)
    if policies := policies_in_effect(environment.slug, timezone.now()):
        gathered = with_verdicts(gathered, policies, document_of(release, environment, scene.around))
    return gathered, decide(gathered)


def gather(scene: Scene, compare: CompareAll = comparisons_of) -> Facts:
    """The facts of this instant but for policies, with all comparisons; and whom those wait for that it waits for."""
    facts = with_observations(_compared(scene, compare), scene.environment, timezone.now())
    return replace(facts, ahead=tuple(_ahead(facts, scene.environment, compare)))


def _compared(scene: Scene, compare: CompareAll) -> Facts:
    comparisons = compare(scene.pairs())
    return facts_of(scene, lambda previous, current: comparisons[previous, current])


def _ahead(facts: Facts, environment: Environment, compare: CompareAll) -> Iterator[Ahead]:
    """Yield the next releases of those that the release waits for, then of those that they wait for, LINKS at most."""
    waiting, seen, left = {need.service for need in needs(facts)}, {facts.service}, LINKS
    while waiting - seen and left:
        releases = next_releases(waiting - seen, environment)[:left]
        seen |= waiting
        left -= len(releases)
        waiting = set()
        for release in releases:
            own = needs(_compared(look(release, environment, timezone.now()), compare))
            waiting |= {need.service for need in own}
            yield Ahead(release.service.slug, release.version, own)


def lock_decisions(environment: Environment) -> None:
    """Take decisions for the environment one at a time, until the transaction ends."""
    fact_actions.lock(f"promotions to {environment.pk}")


def promote(actor: Person, release: Release, environment: Environment) -> Promotion:
    """Decide and store the decision with all its facts.

    Decisions for one environment are taken one at a time, and an allow counts as deployed while it is valid, so
    that two changes that are safe alone cannot pass together and break.
    """
    access.require_change(actor, release.service)
    while True:
        try:
            return _promote(actor, release, environment)
        except NotComparedError as error:
            # While nobody waits in the lock for an engine. What is compared stays so, and there is an end of it.
            comparisons_of(error.pairs)


@transaction.atomic
def _promote(actor: Person, release: Release, environment: Environment) -> Promotion:
    lock_decisions(environment)
    scene = look(release, environment, timezone.now())
    document = document_of(release, environment, scene.around)
    policies = policies_in_effect(environment.slug, timezone.now())
    gathered = with_verdicts(gather(scene, comparisons_made_before), policies, document)
    decision = decide(gathered)
    now = timezone.now()
    promotion = Promotion.objects.create(
        release=release,
        environment=environment,
        decision=decision.decision,
        reasons=reasons_to_json(decision.reasons),
        order=[{"service": step.service, "action": step.action} for step in decision.order],
        facts=gathered.to_json(),
        document=document,
        requested_by=actor,
        created_at=now,
        valid_until=now + ALLOW_VALID if decision.decision == Answer.ALLOW else None,
    )
    audit.record(actor, f"promotion: {decision.decision}", release, environment=environment.slug)
    return promotion
