"""One line in the audit log for every write, in the transaction of the write."""

from typing import Any

from django.db.models import Model

from catalog.models import AuditEvent, Person


def record(actor: Person, action: str, thing: Model, **details: Any) -> None:
    """Append that `actor` did `action` to `thing`; `details` is JSON."""
    kind = str(thing._meta.model_name)
    identity = getattr(thing, "slug", None) or getattr(thing, "username", None) or str(thing)
    AuditEvent.objects.create(actor=actor, action=action, stream=f"{kind}:{identity}"[:140], details=details)
