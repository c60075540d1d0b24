"""One line in the audit log for every write, in the transaction of the write; and word of it to who derives from it."""

from typing import Any

from django.db.models import Model

from catalog.jobs import Job, enqueue_on_commit
from catalog.models import AuditEvent, Change, Contract, Person


def record(actor: Person, action: str, thing: Model, **details: Any) -> None:
    """Append that `actor` did `action` to `thing`; `details` is JSON."""
    note(actor, action, thing, **details)
    announce(thing)


def note(actor: Person, action: str, thing: Model, **details: Any) -> None:
    """Append it where `thing` itself is not changed by it."""
    AuditEvent.objects.create(actor=actor, action=action, stream=_stream(thing), details=details)


def announce(*things: Model) -> None:
    """Say that things changed to whoever derives from them: nobody's act, as a review that finished."""
    if things:
        Change.objects.bulk_create(Change(stream=_stream(thing)) for thing in things)
        enqueue_on_commit(Job.FOLLOW_CHANGES)


def _stream(thing: Model) -> str:
    kind = str(thing._meta.model_name)
    # The slug of a contract is its own within its service alone.
    slug = None if isinstance(thing, Contract) else getattr(thing, "slug", None)
    identity = slug or getattr(thing, "username", None) or str(thing)
    return f"{kind}:{identity}"[:140]
