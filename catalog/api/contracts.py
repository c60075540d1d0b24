"""Contracts of a service."""

from typing import Any

from django.db.models import QuerySet

from catalog.actions.services import default_compatibility, put_contract
from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Slug
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer
from catalog.models import Contract, Person
from catalog.queries import find
from catalog.queries.contracts import contracts_of


class ContractSerializer(FactSerializer[Contract]):
    """What a service promises in one format. The format and version scheme are fixed by its first version."""

    service = Slug(read_only=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PUT that says nothing of compatibility takes what suits the format."""
        if not self.partial and "compatibility" not in self.initial_data:
            attrs["compatibility"] = default_compatibility(attrs["format"])
        return attrs

    class Meta:
        model = Contract
        fields = (
            "service",
            "slug",
            "title",
            "format",
            "exposure",
            "stability",
            "compatibility",
            "strictness",
            "version_scheme",
            "validation",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("slug",)


@describe_fact("contract", ContractSerializer, "members of the team that owns the service and administrators")
class ContractView(FactView):
    serializer_class = ContractSerializer

    def find(self, **names: str) -> Contract:
        return find.contract(names["service"], names["contract"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Contract, bool]:
        return put_contract(actor, find.service(names["service"]), names["contract"], fields, if_match)


@describe_list("contracts", "List the contracts of a service")
class ContractListView(FactListView[Contract]):
    serializer_class = ContractSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Contract]:
        return contracts_of(find.service(names["service"]))
