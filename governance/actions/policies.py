"""Write policies: every change is a new version, and what cannot be judged by is refused with its place."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from catalog import access
from catalog.actions import audit, facts
from catalog.contracts.documents.pointers import join
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Environment, Person, Role
from catalog.models.fields import SLUG_PATTERN
from governance.models import Policy, PolicyVersion
from governance.models.policies import engine_policy
from governance.policy.model import waiver_length
from governance.policy.pool import shared

BLANK = PolicyVersion().content()
_SLUG = re.compile(SLUG_PATTERN)


@transaction.atomic
def put_policy(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Policy, bool]:
    """Register a policy or give it a new version; the same content again writes nothing.

    `fields` are those of `PolicyVersion.CONTENT`; what a known policy's change leaves out stays.
    """
    access.require_role(actor, Role.GOVERNANCE)
    policy = facts.locked(Policy, slug=slug)
    facts.check_revision(policy, if_match)
    created = policy is None
    policy = policy or Policy(slug=slug)
    before = policy.current.content() if policy.current else None
    content = checked(slug, (before or BLANK) | fields)
    if content == before:
        return policy, False
    facts.clean(policy)
    policy.save()
    version = PolicyVersion(policy=policy, number=_next_number(policy), created_by=actor, **content)
    facts.clean(version)
    version.save()
    policy.current = version
    policy.save()
    changed = sorted(name for name in content if before is None or content[name] != before[name])
    audit.record(
        actor, "registered" if created else "changed", policy, version=version.number, changed=changed
    )
    return policy, created


def checked(slug: str, content: dict[str, Any]) -> dict[str, Any]:
    """The content, with which the engine can judge; raises InvalidInputError with a place for each mistake."""
    fields = [*_nowhere(content["enforcement"]), *_not_slugs(content["categories"])]
    try:
        waiver_length(content["max_waiver"])
    except ValueError as error:
        fields.append(FieldError("/max_waiver", str(error)))
    if not fields:
        fields = [
            FieldError(f"/{mistake.part}", mistake.message, mistake.line, mistake.column)
            for mistake in shared().check(engine_policy(slug, content))
        ]
    if fields:
        raise InvalidInputError(f"The policy {slug} cannot be judged by.", fields)
    return content


def _nowhere(enforcement: dict[str, str]) -> Iterator[FieldError]:
    """Environments that there are not: a policy that is enforced in a misspelt one would hold nobody to anything."""
    known = sorted(Environment.objects.values_list("slug", flat=True)) if enforcement else []
    for name in enforcement.keys() - known:
        there_are = f" There are: {', '.join(known)}." if known else ""
        yield FieldError(join("/enforcement", name), f"There is no environment {name}.{there_are}")


def _not_slugs(categories: list[str]) -> Iterator[FieldError]:
    for number, name in enumerate(categories):
        if not _SLUG.fullmatch(name):
            message = "A category is named in lower-case letters, digits and hyphens."
            yield FieldError(f"/categories/{number}", message)


def _next_number(policy: Policy) -> int:
    return policy.current.number + 1 if policy.current else 1
