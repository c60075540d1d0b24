"""Register who states facts, and take what they state."""

from datetime import timedelta
from typing import Any

import orjson
from django.db import transaction
from django.utils import timezone

from catalog import access
from catalog.actions import audit, facts
from catalog.contracts.schemas.standalone import Mistake, schema_mistakes, value_mistakes
from catalog.durations import parse_duration
from catalog.errors import FieldError, InvalidInputError
from catalog.models import AttestedFact, FactSource, Person, Role, Service

SHORTEST = timedelta(seconds=1)
LARGEST_DATA = 64 * 1024
LARGEST_SCHEMA = 64 * 1024


@transaction.atomic
def put_fact_source(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[FactSource, bool]:
    """Register or change a source: the platform and architecture group's to write.

    What was stated before is held to the new schema: a fact that does not keep to it counts as missing until its
    source states it again.
    """
    access.require_role(actor, Role.GOVERNANCE)
    if "schema" in fields:
        _check_size(fields["schema"], LARGEST_SCHEMA, "/schema")
        _refuse("That is no JSON Schema to hold facts to.", "/schema", schema_mistakes(fields["schema"]))
    source = facts.locked(FactSource, slug=slug)
    if source is None:
        facts.check_revision(source, if_match)
        return facts.create(actor, FactSource(slug=slug, **fields)), True
    facts.lock(_schema_lock(source))
    if "schema" in facts.revise(actor, source, fields, if_match):
        _hold_to_schema(source)
    return source, False


@transaction.atomic
def attest(
    actor: Person, service: Service, source: FactSource, fields: dict[str, Any], if_match: str | None = None
) -> tuple[AttestedFact, bool]:
    """Take what a source states about a service: `data` and `ttl`, of which the known ones are kept if left out.

    To state the same again in time is no news and leaves no line in the audit log; other data, a fact that had
    lapsed, and one that ends sooner than was said are news.
    """
    access.require_attesting(actor, service)
    facts.lock(_schema_lock(source), shared=True)
    source.refresh_from_db()
    fact = facts.locked(AttestedFact, service=service, source=source)
    facts.check_revision(fact, if_match)
    now = timezone.now()
    created = fact is None
    fact = fact or AttestedFact(service=service, source=source, expires_at=now)
    before = fact.data, fact.expires_at, fact.is_fresh(now)
    fact.data, fact.ttl = fields.get("data", fact.data), fields.get("ttl", fact.ttl)
    _check_size(fact.data, LARGEST_DATA, "/data")
    message = f"The data does not keep to the schema of {source.slug}."
    _refuse(message, "/data", value_mistakes(source.schema, fact.data))
    fact.expires_at = now + _duration(fact.ttl)
    fact.fits, fact.attested_at, fact.attested_by = True, now, actor
    fact.save()
    data, expires_at, was_fresh = before
    news = not was_fresh or data != fact.data or fact.expires_at < expires_at
    if news:
        audit.record(actor, "attested", service, source=source.slug, data=fact.data, ttl=fact.ttl)
    return fact, created


def _schema_lock(source: FactSource) -> str:
    """What keeps a schema from changing under somebody who is held to it."""
    return f"schema of fact source {source.pk}"


def _hold_to_schema(source: FactSource) -> None:
    changed = []
    for fact in source.facts.select_for_update():
        fits = not value_mistakes(source.schema, fact.data)
        if fits != fact.fits:
            fact.fits = fits
            changed.append(fact)
    AttestedFact.objects.bulk_update(changed, ["fits"], batch_size=1000)


def _duration(text: str) -> timedelta:
    length = parse_duration(text)
    if length is None or length < SHORTEST:
        message = "Give an ISO 8601 duration of one second to 366 days, as PT24H or P7D."
        raise InvalidInputError(message, [FieldError("/ttl", message)])
    return length


def _check_size(value: Any, most: int, pointer: str) -> None:
    try:
        size = len(orjson.dumps(value))
    except orjson.JSONEncodeError as error:
        message = "It holds a whole number of more than 64 bits, which not every reader of JSON takes."
        raise InvalidInputError(message, [FieldError(pointer, message)]) from error
    if size > most:
        message = f"It is larger than {most // 1024} KiB."
        raise InvalidInputError(message, [FieldError(pointer, message)])


def _refuse(message: str, pointer: str, mistakes: list[Mistake]) -> None:
    if mistakes:
        fields = [FieldError(pointer + mistake.pointer, mistake.message) for mistake in mistakes]
        raise InvalidInputError(message, fields)
