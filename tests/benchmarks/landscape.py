"""A landscape as large as wanted, written to the database at once: `python -m tests.benchmarks.landscape FROM TO`.

Every service has releases 1.0.0 to 1.2.0, of which 1.1.0 runs in production in two instances and 1.2.0 elsewhere, each
provides the version of its own number of the service's contracts, and each consumes two other services' contracts.
Per 1,000 services: 1,500 contracts with 6,000 reviewed versions, 6,000 dependencies, 10,000 deployments. The hub, which
is the first service, is consumed by the next 500. The policies are those of the built-in library.
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

from catalog.actions.documentation import count_documentation  # noqa: E402
from catalog.actions.uploads import Upload, read_upload  # noqa: E402
from catalog.contracts import versions  # noqa: E402
from catalog.contracts.formats import format_named  # noqa: E402
from catalog.models import (  # noqa: E402
    AttestedFact,
    Contract,
    ContractVersion,
    Dependency,
    Deployment,
    Document,
    Environment,
    FactSource,
    Membership,
    Person,
    Provision,
    Release,
    Service,
    Team,
)
from catalog.queries.documents import parsed  # noqa: E402
from governance.models import JobState, Review, Verdict  # noqa: E402
from tests.benchmarks.landscape_policies import write_policies  # noqa: E402
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
LAYERS = 4  # of services, each of which consumes of the one below
PLATFORM = 20  # services, on which the lowest layer rests
MEMBERS = 2  # of a team
BATCH = 2000


class Builder:
    """Adds the services from one number to another to what is there."""

    def __init__(self, first: int, end: int) -> None:
        self.numbers = range(first, end)
        self.end = end
        self.now = timezone.now()
        self.person = Person.objects.get_or_create(username="builder", defaults={"name": "Builder"})[0]
        self.environments = {}
        for slug in ("development", "staging", "production"):
            fields = {"title": slug, "production": slug == "production"}
            self.environments[slug], _ = Environment.objects.get_or_create(slug=slug, defaults=fields)

    @transaction.atomic
    def build(self) -> None:
        services = self._services()
        contracts = self._contracts(services)
        recorded = self._versions(contracts)
        releases = self._releases(services, contracts, recorded)
        analyze()
        self._dependencies(releases)
        self._deployments(services, releases)
        self._facts(services)

    def _services(self) -> dict[int, Service]:
        groups = Group.objects.bulk_create(Group(name=f"team-{n}") for n in self.numbers if n % 10 == 0)
        teams = Team.objects.bulk_create(
            Team(slug=g.name, title=g.name, group=g, email=f"{g.name}@example.org") for g in groups
        )
        people = Person.objects.bulk_create(
            Person(username=f"{team.slug}-{n}", name=f"Person {n}") for team in teams for n in range(MEMBERS)
        )
        Membership.objects.bulk_create(
            Membership(team=teams[place // MEMBERS], person=person) for place, person in enumerate(people)
        )
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
        Review.objects.bulk_create(map(self._review, recorded), BATCH)
        self._operations(recorded)
        return {(version.contract_id, version.version): version for version in recorded}

    def _review(self, version: ContractVersion) -> Review:
        return Review(
            contract_version=version,
            state=JobState.DONE,
            verdict=Verdict.PASS,
            compatibility=version.contract.compatibility,
            strictness=version.contract.strictness,
            finished_at=self.now,
        )

    def _operations(self, recorded: list[ContractVersion]) -> None:
        """Those of each document, for every version that has it."""
        found = [
            (document.digest, operation.key, operation.display)
            for document in Document.objects.all()
            for operation in format_named("openapi").operations(parsed(document))
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO catalog_operation (contract_version_id, key, display, summary, deprecated)"
                " SELECT version.id, found.key, found.display, '', false"
                " FROM unnest(%s::text[], %s::text[], %s::text[]) AS found (digest, key, display)"
                " JOIN catalog_contractversion AS version ON version.document_id = found.digest"
                " WHERE version.id >= %s",
                [*map(list, zip(*found, strict=True)), recorded[0].pk],
            )

    def _document(self, shape: int, number: int) -> Document:
        """Each version answers with one field more than the one below it."""
        operations = tuple(f"things-{shape}-{n}" for n in range(5))
        text = document(*(f"field{n}" for n in range(number + 1)), operations=operations).encode()
        upload = Upload(text, "application/yaml")
        read = read_upload(upload, "/document", "openapi")
        stored = {"content": text, "media_type": upload.media_type, "parsed": read.to_stored()}
        made, _ = Document.objects.get_or_create(digest=read.digest, defaults=stored)
        count_documentation(read)
        return made

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
        """Two of the layer below, spread over the landscape; the lowest layer rests on its first, the platform.

        The hub rests on nobody, and is nobody's but of those that follow it.
        """
        place, layer = divmod(number, LAYERS)
        if number == HUB:
            found = []
        elif layer < LAYERS - 1:
            found = [(number + 1 + LAYERS * (self.end // (LAYERS * part))) % self.end for part in (2, 3)]
        elif place < PLATFORM:
            found = []
        else:
            found = [LAYERS * ((place + step) % PLATFORM) + layer for step in (0, 7)]
        return [*found[:1], HUB] if HUB < number <= CONSUMERS_OF_HUB else found

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

    def _facts(self, services: dict[int, Service]) -> None:
        """What the mesh says of every service, and telemetry of every other."""
        sources = {
            slug: FactSource.objects.get_or_create(slug=slug, defaults={"title": slug, "schema": True})[0]
            for slug in ("mesh", "telemetry")
        }
        said = {"mesh": {"mtls": True}, "telemetry": {"metrics": True, "traces": True}}
        AttestedFact.objects.bulk_create(
            (
                AttestedFact(
                    service=service,
                    source=sources[slug],
                    data=said[slug],
                    ttl="P30D",
                    attested_at=self.now,
                    expires_at=self.now + timedelta(days=30),
                    attested_by=self.person,
                )
                for number, service in services.items()
                for slug in sources
                if slug == "mesh" or number % 2
            ),
            BATCH,
        )


def analyze() -> None:
    """Tell the planner at once what it would notice in a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def grow(first: int, end: int) -> None:
    builder = Builder(first, end)
    if first == 0:
        write_policies()
    builder.build()
    analyze()


if __name__ == "__main__":
    grow(*map(int, sys.argv[1:3]))
