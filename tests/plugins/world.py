"""A small world to judge: built through the same actions as everything else."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from catalog.actions.consumption import Consumption
from catalog.actions.people import put_person
from catalog.actions.releases import Provided, ReleaseContent
from catalog.actions.services import put_contract, put_landscape, put_service
from catalog.actions.teams import put_team
from catalog.actions.uploads import Upload
from catalog.models import ContractVersion, Environment, Person, Release, Role, Service
from governance.actions.deployments import record_deployment
from governance.actions.promotions import promote
from governance.actions.releases import put_release
from governance.actions.reviews import run_review, sweep_reviews
from governance.actions.submissions import submit_version
from governance.actions.usage import record_usage
from governance.models import Promotion, Review
from observability.actions.usage import Batch, Recorded
from observability.actions.usage_names import Sample
from observability.models import ObservedDependency


def document(*fields: str, parameter: str = "id", operations: tuple[str, ...] = ("reports",)) -> str:
    """An OpenAPI document in YAML: `GET /{operation}/{id}` answers with these required integer fields."""
    paths = "".join(_path(name, parameter, fields) for name in operations)
    return f"openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"


def _path(name: str, parameter: str, fields: tuple[str, ...]) -> str:
    properties = ", ".join(f"{field}: {{type: integer}}" for field in fields)
    return f"""
  /{name}/{{{parameter}}}:
    get:
      parameters: [{{name: {parameter}, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200':
          description: It
          content:
            application/json:
              schema: {{type: object, required: [{", ".join(fields)}], properties: {{{properties}}}}}
"""


@dataclass
class World:
    """Services by name, each owned by a team of the same name with one member."""

    admin: Person
    people: dict[str, Person] = field(default_factory=dict)
    environments: dict[str, Environment] = field(default_factory=dict)

    def service(self, name: str) -> Service:
        person, _ = put_person(self.admin, f"{name}-owner", {"name": f"{name} owner"})
        team, _ = put_team(self.admin, f"{name}-team", {"title": name}, {person: "maintainer"})
        self.people[name] = person
        service, _ = put_service(person, name, {"title": name, "owner": team})
        return service

    def environment(self, name: str, **fields: Any) -> Environment:
        fields = {"title": name, "production": name == "production"} | fields
        self.environments[name], _ = put_landscape(self.admin, Environment, name, fields)
        return self.environments[name]

    def submit(
        self, service: str, version: str, text: str, *, scheme: str = "semver", **promises: str
    ) -> Review:
        """Post a version of the service's contract `api` and run its review."""
        review = self.submit_only(service, version, text, scheme=scheme, **promises)
        run_review(review.pk)
        review.refresh_from_db()
        return review

    def submit_only(
        self, service: str, version: str, text: str, *, scheme: str = "semver", **promises: str
    ) -> Review:
        owned = Service.objects.get(slug=service)
        fields = {"title": "API", "version_scheme": scheme} | promises
        contract, _ = put_contract(self.people[service], owned, "api", fields)
        upload = Upload(text.encode(), "application/yaml")
        _, review, _ = submit_version(self.people[service], contract, version, upload)
        return review

    def finish_reviews(self) -> None:
        """Run whatever is open until nothing is."""
        while waiting := sweep_reviews():
            for review in waiting:
                run_review(review)

    def release(
        self,
        service: str,
        version: str,
        *,
        provides: tuple[str, ...] = (),
        consumes: tuple[Consumption, ...] = (),
    ) -> Release:
        content = ReleaseContent(
            provides=[Provided("api", provided) for provided in provides], consumes=list(consumes)
        )
        owned = Service.objects.get(slug=service)
        release, _ = put_release(self.people[service], owned, version, content)
        return release

    def deploy(self, release: Release, environment: str = "production") -> None:
        person = self.people[release.service.slug]
        record_deployment(person, release, self.environments[environment], "default")

    def promote(self, release: Release, environment: str = "production") -> Promotion:
        return promote(self.people[release.service.slug], release, self.environments[environment])

    def observe(
        self,
        *calls: tuple[str, str],
        service: str = "provider",
        days_ago: int = 0,
        environment: str = "production",
        version: str = "",
        measured: tuple[str, ...] = (),
    ) -> Recorded:
        """A gateway reports `(consumer, operation)` of the service's contract `api`, for an hour of that day."""
        ends = timezone.now() - timedelta(days=days_ago)
        samples = [
            Sample(who, service, "api", operation, calls=10, version=version) for who, operation in calls
        ]
        place, window = self.environments[environment], (ends - timedelta(hours=1), ends)
        return record_usage(self.admin, Batch(place, "gateway", *window, samples, list(measured)))

    def quieten(self, days: int) -> None:
        """Let so many days pass since everything that was observed."""
        past = timedelta(days=days)
        ObservedDependency.objects.update(first_seen=F("first_seen") - past, last_seen=F("last_seen") - past)

    def version(self, service: str, version: str) -> ContractVersion:
        return ContractVersion.objects.get(contract__service__slug=service, version=version)


def uses(service: str, built_against: str, *fields: str, **changes: Any) -> Consumption:
    """What a consumer declares: all operations unless named."""
    return Consumption(service, "api", built_against=built_against, fields=list(fields), **changes)


@pytest.fixture
def world(db: None) -> World:
    admin = Person.objects.create_user("admin", name="Admin", roles=[Role.ADMINISTRATOR])
    made = World(admin)
    made.environment("staging")
    made.environment("production")
    return made


@pytest.fixture
def contract() -> Any:
    """`contract("score", "grade")` is a document whose response has these fields."""
    return document


@pytest.fixture
def using() -> Any:
    """`using("provider", "1.0.0", "score")` is a declared consumption."""
    return uses
