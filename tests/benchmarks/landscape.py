"""A landscape as large as wanted, written to the database at once: `python -m tests.benchmarks.landscape FROM TO`.

Every service has releases 1.0.0 to 1.2.0, of which 1.1.0 runs in production in two instances and 1.2.0 elsewhere, each
provides the version of its own number of the service's contracts, and each consumes two other services' contracts.
Per 1,000 services: 1,500 contracts with 6,000 reviewed versions, 6,000 dependencies, 10,000 deployments. The hub, which
is the first service, is consumed by the next 500.
"""

import os
import sys
from datetime import timedelta
from itertools import product

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
django.setup()

from django.contrib.auth.models import Group  # noqa: E402  # models exist once Django is set up
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from catalog.actions.uploads import Upload, read_upload  # noqa: E402
from catalog.contracts import versions  # noqa: E402
from catalog.models import (  # noqa: E402
    Contract,
    ContractVersion,
    Dependency,
    Deployment,
    Document,
    Environment,
    Person,
    Provision,
    Release,
    Service,
    Team,
)
from governance.models import Review, ReviewState, Verdict  # noqa: E402
from tests.plugins.world import document  # noqa: E402

HUB, CONSUMERS_OF_HUB = 0, 500
SHAPES = 20  # so many different contracts; what is alike is compared once
VERSIONS = [f"1.{number}.0" for number in range(4)]
RELEASES = VERSIONS[:3]
PLACES = [
    ("development", "default"),
    ("staging", "default"),
    ("production", "default"),
    ("production", "second"),
]
BATCH = 2000


class Builder:
    """Adds the services from one number to another to what is there."""

    def __init__(self, first: int, end: int) -> None:
        self.numbers = range(first, end)
        self.end = end
        self.now = timezone.now()
        self.person = Person.objects.get_or_create(username="builder", defaults={"name": "Builder"})[0]
        titles = {"development": False, "staging": False, "production": True}
        self.environments = {
            slug: Environment.objects.get_or_create(slug=slug, defaults={"title": slug, "production": real})[
                0
            ]
            for slug, real in titles.items()
        }

    @transaction.atomic
    def build(self) -> None:
        services = self._services()
        contracts = self._contracts(services)
        recorded = self._versions(contracts)
        releases = self._releases(services, contracts, recorded)
        self._dependencies(releases)
        self._deployments(services, releases)

    def _services(self) -> dict[int, Service]:
        groups = Group.objects.bulk_create(Group(name=f"team-{n}") for n in self.numbers if n % 10 == 0)
        teams = Team.objects.bulk_create(Team(slug=g.name, title=g.name, group=g) for g in groups)
        made = [
            Service(
                slug=f"service-{n}", title=f"Service {n}", owner=teams[place // 10], lifecycle="production"
            )
            for place, n in enumerate(self.numbers)
        ]
        return dict(zip(self.numbers, Service.objects.bulk_create(made, BATCH), strict=True))

    def _contracts(self, services: dict[int, Service]) -> list[Contract]:
        made = [Contract(service=service, slug="api", title="API") for service in services.values()]
        made += [Contract(service=s, slug="admin", title="Admin") for n, s in services.items() if n % 2]
        return Contract.objects.bulk_create(made, BATCH)

    def _versions(self, contracts: list[Contract]) -> dict[tuple[int, str], ContractVersion]:
        documents = [[self._document(shape, number) for number in range(4)] for shape in range(SHAPES)]
        made = [
            ContractVersion(
                contract=contract,
                version=version,
                sort_key=versions.sort_key(version, "semver"),
                major_line="1",
                document=documents[place % SHAPES][number],
                format_version="3.0.3",
                created_by=self.person,
            )
            for place, contract in enumerate(contracts)
            for number, version in enumerate(VERSIONS)
        ]
        recorded = ContractVersion.objects.bulk_create(made, BATCH)
        Review.objects.bulk_create(
            (Review(contract_version=v, state=ReviewState.DONE, verdict=Verdict.PASS) for v in recorded),
            BATCH,
        )
        return {(version.contract_id, version.version): version for version in recorded}

    def _document(self, shape: int, number: int) -> Document:
        """Each version answers with one field more than the one below it."""
        operations = tuple(f"things-{shape}-{n}" for n in range(5))
        text = document(*(f"field{n}" for n in range(number + 1)), operations=operations).encode()
        upload = Upload(text, "application/yaml")
        parsed = read_upload(upload, "/document", "openapi")
        stored = {"content": text, "media_type": upload.media_type, "parsed": parsed.to_stored()}
        return Document.objects.get_or_create(digest=parsed.digest, defaults=stored)[0]

    def _releases(
        self,
        services: dict[int, Service],
        contracts: list[Contract],
        recorded: dict[tuple[int, str], ContractVersion],
    ) -> list[Release]:
        made = [
            Release(
                service=service,
                version=version,
                sort_key=versions.sort_key(version, "semver"),
                created_by=self.person,
            )
            for service, version in product(services.values(), RELEASES)
        ]
        releases = Release.objects.bulk_create(made, BATCH)
        own: dict[int, list[Contract]] = {}
        for contract in contracts:
            own.setdefault(contract.service_id, []).append(contract)
        provisions = [
            Provision(release=release, contract_version=recorded[contract.pk, release.version])
            for release in releases
            for contract in own[release.service_id]
        ]
        Provision.objects.bulk_create(provisions, BATCH)
        return releases

    def _dependencies(self, releases: list[Release]) -> None:
        offered = ContractVersion.objects.filter(contract__slug="api").select_related("contract__service")
        by_name = {(v.contract.service.slug, v.version): v for v in offered.iterator(BATCH)}
        made = []
        for place, release in enumerate(releases):
            number = self.numbers[place // len(RELEASES)]
            for provider in self._providers(number):
                built = by_name[f"service-{provider}", release.version]
                made.append(
                    Dependency(
                        release=release,
                        service_slug=f"service-{provider}",
                        contract_slug="api",
                        contract=built.contract,
                        range="^1.0",
                        built_against=built,
                        fields=["field0"],
                    )
                )
        Dependency.objects.bulk_create(made, BATCH)

    def _providers(self, number: int) -> list[int]:
        """Two others, spread over the landscape; the hub is nobody's but of those that follow it."""
        one, other = ((number + step) % self.end or 1 for step in (self.end // 3, self.end // 2 + 1))
        return [HUB if HUB < number <= CONSUMERS_OF_HUB else one, other]

    def _deployments(self, services: dict[int, Service], releases: list[Release]) -> None:
        made = []
        for release in releases:
            age = timedelta(days=30 * (len(RELEASES) - RELEASES.index(release.version)))
            for slug, instance in PLACES:
                newest = RELEASES[1] if slug == "production" else RELEASES[2]
                if release.version <= newest:
                    started = self.now - age
                    ended = None if release.version == newest else started + timedelta(days=30)
                    made.append(
                        Deployment(
                            service_id=release.service_id,
                            release=release,
                            environment=self.environments[slug],
                            instance=instance,
                            started_at=started,
                            ended_at=ended,
                            recorded_by=self.person,
                        )
                    )
        Deployment.objects.bulk_create(made, BATCH)


if __name__ == "__main__":
    Builder(*map(int, sys.argv[1:3])).build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
