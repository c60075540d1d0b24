"""Resolve what samples name: services, contracts, their versions and operations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from guardian.shortcuts import get_objects_for_user

from catalog import access
from catalog.contracts.formats import format_named
from catalog.errors import FieldError
from catalog.models import Contract, Operation, Person, Role, Service

HINTS = 20


@dataclass(frozen=True)
class Sample:
    """How often a consumer called an operation, in the names of whoever counted."""

    consumer: str
    service: str
    contract: str
    operation: str
    calls: int
    errors: int = 0
    version: str = ""


class Called(NamedTuple):
    """Who called what: an operation by its key, of a version where that was told."""

    service_id: int
    contract_id: int
    version_id: int | None
    operation: str
    consumer: str


@dataclass
class Counts:
    """Calls, and how many of them failed."""

    calls: int = 0
    errors: int = 0


@dataclass
class Names:
    """What the samples come to: those of one operation are added up, as of one that was spelled in two ways."""

    calls: dict[Called, Counts] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)
    refused: list[FieldError] = field(default_factory=list)
    taken: int = 0


def resolve(actor: Person, samples: list[Sample], measured: list[str]) -> Names:
    """Resolve all names in a number of queries that does not depend on how many there are."""
    resolution = _Resolution(actor, {*measured, *(sample.service for sample in samples)}, samples)
    names = Names()
    touched = set()
    for i, slug in enumerate(measured):
        try:
            touched.add(resolution.service(slug).pk)
        except _Refused as refused:
            names.refused.append(FieldError(f"/measured/{i}", str(refused)))
    for i, sample in enumerate(samples):
        try:
            called = resolution.called(sample)
        except _Refused as refused:
            names.refused.append(FieldError(f"/samples/{i}/{refused.member}", str(refused)))
            continue
        counts = names.calls.setdefault(called, Counts())
        counts.calls += sample.calls
        counts.errors += sample.errors
        names.taken += 1
        touched.add(called.service_id)
    names.services = [service for service in resolution.services.values() if service.pk in touched]
    return names


class _Refused(Exception):  # noqa: N818  # a sample is refused, which is no error of the program
    """Why a sample is not taken, and the member that says what cannot be."""

    def __init__(self, member: str, message: str) -> None:
        super().__init__(message)
        self.member = member


class _Resolution:
    """Everything that the samples may name, read once."""

    def __init__(self, actor: Person, slugs: set[str], samples: list[Sample]) -> None:
        rows = Service.objects.filter(slug__in=slugs).order_by("pk")
        self.services = {service.slug: service for service in rows}
        self.allowed = _reportable(actor, self.services.values())
        contracts = Contract.objects.filter(
            service__in=self.allowed, slug__in={sample.contract for sample in samples}
        )
        self.contracts = {(contract.service_id, contract.slug): contract for contract in contracts}
        self.complaints: dict[tuple[str, str, str], str] = {}
        self.keys: dict[tuple[str, str, str], str] = {}
        for name in {(s.service, s.contract, s.operation) for s in samples}:
            self._name(*name)
        self.versions: dict[tuple[int, str], dict[str, int]] = {}  # (contract, key) → version → its id
        operations = Operation.objects.filter(
            contract_version__contract__in=contracts, key__in=set(self.keys.values())
        )
        for contract, key, version, number in operations.values_list(
            "contract_version__contract", "key", "contract_version__version", "contract_version"
        ):
            self.versions.setdefault((contract, key), {})[version] = number
        self.hints = HINTS

    def _name(self, service: str, contract: str, operation: str) -> None:
        """Note the key of an operation, or why its name is none in a contract of this format."""
        found = self.contract(service, contract)
        if found is None:
            return
        try:
            self.keys[service, contract, operation] = format_named(found.format).operation_key(operation)
        except ValueError as error:
            self.complaints[service, contract, operation] = str(error)

    def contract(self, service: str, contract: str) -> Contract | None:
        found = self.services.get(service)
        return self.contracts.get((found.pk, contract)) if found else None

    def service(self, slug: str) -> Service:
        service = self.services.get(slug)
        if service is None:
            raise _Refused("service", f"The service {slug} is not registered.")
        if service.pk not in self.allowed:
            message = f"Only members of the team that owns {slug}, the role governance and administrators report on it."
            raise _Refused("service", message)
        return service

    def called(self, sample: Sample) -> Called:
        service = self.service(sample.service)
        contract = self.contract(sample.service, sample.contract)
        if contract is None:
            raise _Refused("contract", f"{sample.service} has no contract {sample.contract}.")
        name = (sample.service, sample.contract, sample.operation)
        if name in self.complaints:
            raise _Refused("operation", self.complaints[name])
        key = self.keys[name]
        versions = self.versions.get((contract.pk, key))
        if versions is None:
            raise _Refused("operation", self._unknown(sample, contract))
        if sample.version and sample.version not in versions:
            message = (
                f"{sample.service}/{sample.contract} has no version {sample.version} with {sample.operation}."
            )
            raise _Refused("version", message)
        version = versions[sample.version] if sample.version else None
        return Called(service.pk, contract.pk, version, key, sample.consumer)

    def _unknown(self, sample: Sample, contract: Contract) -> str:
        """Say that there is no such operation; of the first few also which one may be meant."""
        said = f"{sample.service}/{sample.contract} has no operation {sample.operation}."
        self.hints -= 1
        if self.hints < 0:
            return said
        known = Operation.objects.filter(contract_version__contract=contract).values_list(
            "display", flat=True
        )
        close = get_close_matches(sample.operation, set(known), n=1)
        return f"{said} Did you mean {close[0]}?" if close else said


def _reportable(actor: Person, services: Iterable[Service]) -> set[int]:
    """The services that the actor may report on, as `access.require_attesting` says of one."""
    asked = {service.pk for service in services}
    if access.has_role(actor, Role.GOVERNANCE):
        return asked
    own = get_objects_for_user(actor, "catalog.change_service", Service)
    return set(own.filter(pk__in=asked).values_list("pk", flat=True))
