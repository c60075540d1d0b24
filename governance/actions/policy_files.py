"""Apply a folder of policies and fact sources: all of it, or nothing where anything in it is wrong."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction

from catalog.actions.attested import put_fact_source
from catalog.errors import InvalidInputError
from catalog.models import Person
from governance.actions.policies import put_policy
from governance.models import Enforcement, Policy
from governance.policy.files import LIBRARY, policies_in, sources_in
from governance.policy.model import Policy as EnginePolicy

DECIDED_HERE = ("enforcement", "effective_at", "max_waiver")


@transaction.atomic
def apply_folder(actor: Person, folder: Path) -> list[tuple[str, str]]:
    """Register or replace what stands in the folder; return what became of each, by its name.

    Raises PolicyFileError for files that cannot be read, InvalidInputError for what they say.
    """
    return [
        *_apply_sources(actor, folder),
        *_apply(actor, [(p.slug, fields_of(p)) for p in policies_in(folder)]),
    ]


@transaction.atomic
def apply_library(actor: Person) -> list[tuple[str, str]]:
    """The same with the built-in library, which leaves how strongly a known policy is meant, and how
    long it may be waived, to whoever decided it.
    """
    known = {policy.slug: policy for policy in Policy.objects.select_related("current")}
    wanted = []
    for policy in policies_in(LIBRARY):
        fields = fields_of(policy)
        kept = _decided_here(known.get(policy.slug))
        wanted.append((policy.slug, {name: value for name, value in fields.items() if name not in kept}))
    return [*_apply_sources(actor, LIBRARY), *_apply(actor, wanted)]


def _decided_here(known: Policy | None) -> tuple[str, ...]:
    """What the library does not replace.

    Of a policy that was raised also whom it is meant for: an update of the library refuses nobody whom nobody here
    wanted to hold to it.
    """
    if known is None or known.current is None:
        return ()
    raised = {Enforcement.WARN, Enforcement.ENFORCE} & set(known.current.enforcement.values())
    return (*DECIDED_HERE, "scope") if raised else DECIDED_HERE


def _apply_sources(actor: Person, folder: Path) -> Iterator[tuple[str, str]]:
    for source in sources_in(folder):
        _, created = put_fact_source(actor, source.slug, {"title": source.title, "schema": source.schema})
        yield f"sources/{source.slug}", "registered" if created else "known"


def _apply(actor: Person, policies: list[tuple[str, dict[str, Any]]]) -> Iterator[tuple[str, str]]:
    before = dict(Policy.objects.values_list("slug", "current__number"))
    mistakes = InvalidInputError("There are mistakes in the policies.")
    for slug, fields in policies:
        try:
            policy, created = put_policy(actor, slug, fields)
        except InvalidInputError as error:
            mistakes.fields += error.fields
            mistakes.message += f"\n{error.message}"
            mistakes.message += "".join(
                f"\n{slug}.yaml {e.pointer}:{e.line}:{e.column}: {e.message}" for e in error.fields
            )
            continue
        number = policy.current.number if policy.current else 0
        changed = f"version {number}" if number != before.get(slug) else "unchanged"
        yield slug, "registered" if created else changed
    if mistakes.fields:
        raise mistakes


def fields_of(policy: EnginePolicy) -> dict[str, Any]:
    """What a policy in a file says, as `put_policy` takes it."""
    fields = asdict(policy)
    del fields["slug"]
    strengths = {name: strength.value for name, strength in policy.enforcement.items()}
    return fields | {"categories": list(policy.categories), "enforcement": strengths}
