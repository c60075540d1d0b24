"""Find one fact by the names in its address, or say helpfully that it is not there."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from catalog.errors import NotFoundError
from catalog.models import (
    AttestedFact,
    Contract,
    ContractVersion,
    Deployment,
    Environment,
    FactSource,
    Person,
    Release,
    Service,
    Team,
    Token,
)
from catalog.queries.prepared import Prepared, columns_of, given
from catalog.queries.releases import with_content

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M], described: str, **identity: Any) -> M:
    """Return the row of this identity; raise NotFoundError, whose message says what `described` is missing."""
    return known(list(rows.filter(**identity)[:1]), described)


def known(rows: list[M], described: str) -> M:
    """Return the only row; raise NotFoundError where there is none."""
    if not rows:
        raise NotFoundError(f"{described} is not registered.")
    return rows[0]


def team(slug: str) -> Team:
    teams = Team.objects.prefetch_related("memberships__person")
    return one(teams, f"The team {slug}", slug=slug)


def person(username: str) -> Person:
    return one(Person.objects.all(), f"The person {username}", username=username)


def token(username: str, number: int) -> Token:
    tokens = Token.objects.select_related("person").filter(person__username=username)
    return one(tokens, f"The token {number} of {username}", pk=number)


def environment(slug: str) -> Environment:
    return known(ENVIRONMENTS.instances(slug=slug), f"The environment {slug}")


def service(slug: str) -> Service:
    services = Service.objects.select_related("owner", "technical_owner", "system")
    return one(services, f"The service {slug}", slug=slug)


def fact_source(slug: str) -> FactSource:
    return one(FactSource.objects.all(), f"The fact source {slug}", slug=slug)


def attested_fact(service: str, source: str) -> AttestedFact:
    stated = AttestedFact.objects.select_related("service", "source", "attested_by")
    return one(stated, f"A fact of {source} about {service}", service__slug=service, source__slug=source)


def contract(service: str, slug: str) -> Contract:
    contracts = Contract.objects.select_related("service__owner")
    return one(contracts, f"The contract {service}/{slug}", service__slug=service, slug=slug)


def contract_version(service: str, contract: str, version: str) -> ContractVersion:
    versions = ContractVersion.objects.select_related(
        "contract__service__owner", "successor", "created_by"
    ).filter(contract__service__slug=service, contract__slug=contract)
    return one(versions, f"{service}/{contract} {version}", version=version)


def release(service: str, version: str) -> Release:
    """The release with its service and owner, as the gate and whoever deploys it need it."""
    return known(RELEASES.instances(service=service, version=version), f"The release {service} {version}")


def release_with_content(service: str, version: str) -> Release:
    """The release with what it provides and consumes."""
    releases = with_content(Release.objects.filter(service__slug=service).select_related("service__owner"))
    return one(releases, f"The release {service} {version}", version=version)


def deployment(number: int) -> Deployment:
    deployments = Deployment.objects.select_related("service__owner", "release", "environment", "recorded_by")
    return one(deployments, f"The deployment {number}", pk=number)


ENVIRONMENTS = Prepared(lambda: Environment.objects.filter(slug=given("slug")), *columns_of(Environment))
RELEASES = Prepared(
    lambda: Release.objects.filter(service__slug=given("service"), version=given("version")),
    *(*columns_of(Release), *columns_of(Service, "service"), *columns_of(Team, "service__owner")),
)
