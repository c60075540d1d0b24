"""Do what is asked under a key once, and answer a repetition with the first answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from catalog.actions import facts
from catalog.errors import InvalidInputError
from catalog.models import IdempotentAnswer, Person

KEPT = timedelta(hours=24)
LONGEST_KEY = 255


@dataclass(frozen=True)
class Answer:
    """A status and a JSON text."""

    status: int
    body: str


@transaction.atomic
def answer_once(actor: Person, key: str, request_digest: str, act: Callable[[], Answer]) -> Answer:
    """Return what `act` answers, or what it answered to the same request under this key in the last 24 hours.

    What `act` does and its answer are one transaction, and two requests at once under one key go one after the
    other. A request that fails leaves nothing, so it can be repeated. Raises InvalidInputError when the key was
    used for another request.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise InvalidInputError(f"An Idempotency-Key has 1 to {LONGEST_KEY} characters.")
    facts.lock(f"idempotency key {key} of {actor.pk}")
    IdempotentAnswer.objects.filter(person=actor, created_at__lt=timezone.now() - KEPT).delete()
    kept = IdempotentAnswer.objects.filter(person=actor, key=key).first()
    if kept is None:
        answer = act()
        IdempotentAnswer.objects.create(
            person=actor, key=key, request_digest=request_digest, status=answer.status, body=answer.body
        )
        return answer
    if kept.request_digest != request_digest:
        raise InvalidInputError("This Idempotency-Key was used for another request. Use a new one.")
    return Answer(kept.status, kept.body)
