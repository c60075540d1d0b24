"""Write domains, systems, environments, services and contracts."""

from typing import Any, TypeVar

from django.db import transaction

from catalog import access
from catalog.actions import facts
from catalog.contracts.compatibility import default_mode
from catalog.contracts.formats import format_named
from catalog.errors import ConflictError, FieldError
from catalog.models import Contract, ContractFormat, Domain, Environment, Person, Role, Service, System

Landscape = TypeVar("Landscape", bound=Domain | System | Environment)
# What versions are ordered and judged by cannot change under them.
FIXED_WITH_VERSIONS = ("format", "version_scheme")


@transaction.atomic
def put_landscape(
    actor: Person, model: type[Landscape], slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Landscape, bool]:
    """Register or change a domain, a system or an environment: the platform and architecture group's to write."""
    access.require_role(actor, Role.GOVERNANCE)
    thing = facts.locked(model, slug=slug)
    if thing is None:
        facts.check_revision(thing, if_match)
        return facts.create(actor, model(slug=slug, **fields)), True
    facts.revise(actor, thing, fields, if_match)
    return thing, False


@transaction.atomic
def put_service(
    actor: Person, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Service, bool]:
    """Register a service (members of the owner it names) or change it (members of its owner)."""
    service = facts.locked(Service, slug=slug)
    if service is None:
        facts.check_revision(service, if_match)
        access.require_acting_for(actor, fields["owner"])
        service = facts.create(actor, Service(slug=slug, **fields), owner=fields["owner"].slug)
        access.grant_service(service)
        return service, True
    access.require_change(actor, service)
    previous_owner = service.owner
    if "owner" in facts.revise(actor, service, fields, if_match):
        access.grant_service(service, previous_owner=previous_owner)
    return service, False


@transaction.atomic
def register_service(actor: Person, slug: str, fields: dict[str, Any]) -> Service:
    """Register a service that is new; raises ConflictError where one of this name is registered."""
    if facts.locked(Service, slug=slug):
        raise taken("service", slug)
    return put_service(actor, slug, fields)[0]


def taken(what: str, slug: str) -> ConflictError:
    """What a form is told whose name somebody else's fact has."""
    message = f"There is a {what} {slug} already. Give it another name."
    return ConflictError(message, [FieldError("/slug", message)])


def default_compatibility(format_name: str) -> str:
    """What a contract promises that does not say: it depends on what is promised in its format."""
    return default_mode(format_named(format_name).kind)


@transaction.atomic
def put_contract(
    actor: Person, service: Service, slug: str, fields: dict[str, Any], if_match: str | None = None
) -> tuple[Contract, bool]:
    """Register or change a contract of a service. Its format and version scheme are fixed by its first version."""
    access.require_change(actor, service)
    contract = facts.locked(Contract, service=service, slug=slug)
    if contract is None:
        facts.check_revision(contract, if_match)
        promised = {"compatibility": default_compatibility(fields.get("format", ContractFormat.OPENAPI))}
        return facts.create(actor, Contract(service=service, slug=slug, **promised | fields)), True
    fixed = [n for n in FIXED_WITH_VERSIONS if n in fields and fields[n] != getattr(contract, n)]
    facts.lock(f"versions of {contract.pk}")
    if fixed and contract.versions.exists():
        differences = {n: {"recorded": getattr(contract, n), "sent": fields[n]} for n in fixed}
        raise ConflictError(
            f"{contract} has versions, so its {' and '.join(fixed)} cannot change. Register another contract.",
            extra={"differences": differences},
        )
    facts.revise(actor, contract, fields, if_match)
    return contract, False
