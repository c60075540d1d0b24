"""Find what is to end, and what comes after it, by the names that people use."""

from dataclasses import dataclass
from difflib import get_close_matches

from catalog.contracts.formats import format_named
from catalog.errors import FieldError, InvalidInputError, NotFoundError
from catalog.models import Contract, ContractVersion, Operation, Service
from catalog.queries import find
from governance.models import Deprecation, DeprecationKind


@dataclass(frozen=True)
class Subject:
    """A contract version, an operation in one line of a contract (or in all), or a service."""

    service: Service
    contract: Contract | None = None
    version: ContractVersion | None = None
    operation: str = ""
    line: str = ""

    @property
    def kind(self) -> DeprecationKind:
        if self.operation:
            return DeprecationKind.OPERATION
        return DeprecationKind.VERSION if self.version else DeprecationKind.SERVICE


@dataclass(frozen=True)
class Successor:
    """What to use instead: one of them, or nothing."""

    version: ContractVersion | None = None
    operation: str = ""
    service: Service | None = None


def subject_of(service: str, contract: str = "", version: str = "", operation: str = "") -> Subject:
    """The subject of these names; a version beside an operation says in which line that ends.

    Raises InvalidInputError with a pointer to the name that means nothing.
    """
    try:
        owner = find.service(service)
    except NotFoundError as error:
        raise _no("/service", error.message) from error
    if not contract:
        if version or operation:
            raise _no("/contract", "Name the contract that the version or the operation is of.")
        return Subject(owner)
    try:
        found = find.contract(service, contract)
    except NotFoundError as error:
        raise _no("/contract", error.message) from error
    if not version and not operation:
        raise _no("/version", "Name a version or an operation of the contract, or the service alone.")
    named = _version(found, version, "/version") if version else None
    if not operation:
        return Subject(owner, found, named)
    key = operation_of(found, operation, "/operation")
    return Subject(owner, found, None, key, named.major_line if named else "")


def successor_of(deprecation: Deprecation, name: str) -> Successor:
    """What the name means beside the deprecation; an empty name means that there is nothing to move to."""
    if not name:
        return Successor()
    if deprecation.contract is None:
        try:
            following = find.service(name)
        except NotFoundError as error:
            raise _no("/successor", error.message) from error
        if following == deprecation.service:
            raise _no("/successor", "A service does not succeed itself.")
        return Successor(service=following)
    if deprecation.contract_version:
        return Successor(version=_version(deprecation.contract, name, "/successor"))
    key = operation_of(deprecation.contract, name, "/successor")
    if key == deprecation.operation:
        raise _no("/successor", "An operation does not succeed itself.")
    return Successor(operation=key)


def operation_of(contract: Contract, name: str, pointer: str) -> str:
    """The key of an operation that some version of the contract has."""
    try:
        key = format_named(contract.format).operation_key(name)
    except ValueError as error:
        raise _no(pointer, str(error)) from error
    known = Operation.objects.filter(contract_version__contract=contract)
    if not known.filter(key=key).exists():
        close = get_close_matches(key, sorted(set(known.values_list("key", flat=True))), n=1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise _no(pointer, f"No version of {contract} has an operation {name}.{hint}")
    return key


def _version(contract: Contract, version: str, pointer: str) -> ContractVersion:
    try:
        return find.contract_version(contract.service.slug, contract.slug, version)
    except NotFoundError as error:
        raise _no(pointer, error.message) from error


def _no(pointer: str, message: str) -> InvalidInputError:
    return InvalidInputError(message, [FieldError(pointer, message)])
