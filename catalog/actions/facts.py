"""How every registered fact is written: locked by its identity, checked, saved, and audited with what changed."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.http import parse_etags

from catalog.actions import audit
from catalog.errors import FieldError, InvalidInputError, StaleError
from catalog.models import Person
from catalog.models.fields import Revised

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Revised)


def lock(name: str, *, shared: bool = False) -> None:
    """Hold `name` until the transaction ends, so that two writers of one identity go one after the other.

    Those who hold it `shared` do not wait for each other, only for whoever wants it alone.
    """
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])


def lock_consumers(contracts: Iterable[str]) -> None:
    """Hold who consumes the contracts (`service/contract`), so that a declaration and what it waits for meet."""
    for contract in sorted(set(contracts)):
        lock(f"consumers of {contract}")


def locked(model: type[M], **identity: Any) -> M | None:
    """Return the row of this identity, or None, with the identity locked either way."""
    lock(f"{model._meta.label}:{sorted((key, str(value)) for key, value in identity.items())}")
    return model._default_manager.filter(**identity).first()


def create(actor: Person, thing: M, **details: Any) -> M:
    """Check and save a new fact."""
    clean(thing)
    thing.save()
    audit.record(actor, "registered", thing, **details)
    return thing


def revise(
    actor: Person, thing: R, fields: dict[str, Any], if_match: str | None = None
) -> dict[str, list[str]]:
    """Set `fields`; return what changed as name → [before, after]. Nothing changed writes nothing.

    Raises StaleError when `if_match` names another revision than the recorded one.
    """
    check_revision(thing, if_match)
    changed = {
        name: [str(getattr(thing, name)), str(value)]
        for name, value in fields.items()
        if getattr(thing, name) != value
    }
    if changed:
        for name in changed:
            setattr(thing, name, fields[name])
        clean(thing)
        thing.save()
        audit.record(actor, "changed", thing, changed=changed)
    return changed


def check_revision(thing: Revised | None, if_match: str | None) -> None:
    """Raise StaleError unless the recorded revision is one of those that `If-Match` names (RFC 9110, 13.1.1)."""
    if if_match is None:
        return
    if thing is None:
        raise StaleError("If-Match names a revision, and nothing is registered here.")
    if not {"*", thing.etag} & set(parse_etags(if_match)):
        raise StaleError(f"{thing} was changed since you read it.", extra={"etag": thing.etag})


def clean(thing: Model) -> None:
    """Run the model's own checks; raise InvalidInputError with a pointer per field."""
    try:
        thing.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        fields = [
            FieldError("" if name == NON_FIELD_ERRORS else f"/{name}", " ".join(messages))
            for name, messages in error.message_dict.items()
        ]
        raise InvalidInputError("The request has fields that cannot be taken.", fields) from error
