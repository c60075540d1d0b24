"""Resolve what a release declares to consume, and refuse what cannot be true."""

from dataclasses import dataclass, field
from difflib import get_close_matches

from catalog.contracts import versions
from catalog.contracts.formats import format_named, operation_key
from catalog.errors import FieldError, InvalidInputError
from catalog.models import Contract, ContractVersion, Dependency


@dataclass(frozen=True)
class Consumption:
    """A consumed contract, as declared: names, a range, the version built against, operations and fields."""

    service: str
    contract: str
    version: str = ""
    built_against: str = ""
    operations: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)


def declared(item: Consumption, pointer: str) -> Dependency:
    """Return the unsaved dependency as it is declared, with its contract where that is registered.

    A provider that is not registered yet stays unresolved, which the gate calls unknown. Raises
    InvalidInputError for a range or an operation that cannot be read.
    """
    contract = (
        Contract.objects.filter(service__slug=item.service, slug=item.contract)
        .select_related("service")
        .first()
    )
    _check_range(item, contract, pointer)
    keys = [_key(name, contract, f"{pointer}/operations/{i}") for i, name in enumerate(item.operations)]
    return Dependency(
        service_slug=item.service,
        contract_slug=item.contract,
        contract=contract,
        range=item.version,
        declared_built_against=item.built_against,
        operations=sorted(set(keys)),
        fields=sorted(set(item.fields)),
    )


def resolve(dependency: Dependency, item: Consumption, pointer: str) -> None:
    """Say which registered version the dependency was built against, as far as there is one.

    Raises InvalidInputError for an operation that this version lacks.
    """
    if dependency.contract is None:
        return
    dependency.built_against = _built_against(dependency.contract, item)
    if dependency.built_against:
        _check_operations(item, dependency.built_against, pointer)


def _check_range(item: Consumption, contract: Contract | None, pointer: str) -> None:
    if item.version:
        try:
            versions.validate_range(item.version, contract.version_scheme if contract else "semver")
        except ValueError as error:
            raise InvalidInputError(str(error), [FieldError(f"{pointer}/version", str(error))]) from error


def _key(name: str, contract: Contract | None, pointer: str) -> str:
    """The operation's key; while the contract is not registered, in whichever format can be meant."""
    try:
        return format_named(contract.format).operation_key(name) if contract else operation_key(name)
    except ValueError as error:
        raise InvalidInputError(str(error), [FieldError(pointer, str(error))]) from error


def _built_against(contract: Contract, item: Consumption) -> ContractVersion | None:
    """The version named; where none is named, the highest registered one that satisfies the range."""
    if item.built_against:
        return contract.versions.filter(version=item.built_against).first()
    registered = {v.version: v for v in contract.versions.order_by("sort_key", "id")}
    highest = versions.highest_satisfying(list(registered), item.version, contract.version_scheme)
    return registered[highest] if highest else None


def _check_operations(item: Consumption, version: ContractVersion, pointer: str) -> None:
    known = dict(version.operations.values_list("key", "display"))
    for i, name in enumerate(item.operations):
        key = format_named(version.contract.format).operation_key(name)
        if key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f" Did you mean {known[close[0]]}?" if close else ""
            message = f"{version} has no operation {name}.{hint}"
            raise InvalidInputError(message, [FieldError(f"{pointer}/operations/{i}", message)])
