"""Domains, systems and environments: what services belong to, and where they run."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from catalog.actions.services import put_landscape
from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Slug
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer
from catalog.models import Domain, Environment, Person, System, Team
from catalog.models.fields import Revised
from catalog.queries import find

WRITERS = "the role governance and administrators"


class DomainSerializer(FactSerializer[Domain]):
    """A part of the business; its owner hears of what its services owe and do not do."""

    owner = Slug(queryset=Team.objects.all(), allow_null=True, default=None)

    class Meta:
        model = Domain
        fields = ("slug", "title", "description", "owner", "created_at", "updated_at")
        read_only_fields = ("slug",)


class SystemSerializer(FactSerializer[System]):
    """Services that together serve one purpose, in a domain."""

    class Meta:
        model = System
        fields = ("slug", "title", "description", "domain", "created_at", "updated_at")
        read_only_fields = ("slug",)


class EnvironmentSerializer(FactSerializer[Environment]):
    """Where releases run. They move from low rank to high."""

    class Meta:
        model = Environment
        fields = (
            "slug",
            "title",
            "rank",
            "production",
            "gate_mode",
            "unknown_passes",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("slug",)


class LandscapeView(FactView):
    model: ClassVar[type[Domain] | type[System] | type[Environment]]

    def find(self, **names: str) -> Revised:
        ((kind, slug),) = names.items()
        rows: QuerySet[Revised] = self.model._default_manager.all()
        return find.one(rows, f"The {kind} {slug}", slug=slug)

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Revised, bool]:
        (slug,) = names.values()
        return put_landscape(actor, self.model, slug, fields, if_match)


@describe_fact("domain", DomainSerializer, WRITERS)
class DomainView(LandscapeView):
    model = Domain
    serializer_class = DomainSerializer


@describe_fact("system", SystemSerializer, WRITERS)
class SystemView(LandscapeView):
    model = System
    serializer_class = SystemSerializer


@describe_fact("environment", EnvironmentSerializer, WRITERS)
class EnvironmentView(LandscapeView):
    model = Environment
    serializer_class = EnvironmentSerializer


@describe_list("domains", "List the domains")
class DomainListView(FactListView[Domain]):
    serializer_class = DomainSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Domain]:
        return Domain.objects.order_by("slug")


@describe_list("systems", "List the systems")
class SystemListView(FactListView[System]):
    serializer_class = SystemSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[System]:
        return System.objects.select_related("domain").order_by("slug")


@describe_list("environments", "List the environments, from low rank to high")
class EnvironmentListView(FactListView[Environment]):
    serializer_class = EnvironmentSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Environment]:
        return Environment.objects.order_by("rank", "slug")
