"""Attested facts: their sources, and what they state about services."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.actions.attested import attest, put_fact_source
from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Slug, Text
from catalog.api.landscape import WRITERS
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import AttestedFact, FactSource, Person
from catalog.queries import find
from catalog.queries.attested import attested_facts, fact_sources

ATTESTERS = "members of the owning team, the role governance and administrators"


@extend_schema_field(
    {"type": ["object", "boolean"], "description": "A JSON Schema without remote references."}
)
class SchemaField(serializers.JSONField):
    """A JSON Schema."""


@extend_schema_field({"type": ["object", "array", "string", "number", "boolean"]})
class DataField(serializers.JSONField):
    """Any JSON."""


class FactSourceSerializer(FactSerializer[FactSource]):
    """Who states facts of one kind, and the JSON Schema that they keep to."""

    schema = SchemaField()

    class Meta:
        model = FactSource
        fields = ("slug", "title", "schema", "created_at", "updated_at")
        read_only_fields = ("slug",)


class AttestedFactSerializer(FactSerializer[AttestedFact]):
    """What a source states about a service; `fresh` says whether policies may judge by it now."""

    service = Slug(read_only=True)
    source = Slug(read_only=True)  # type: ignore[assignment]  # the metaclass takes it away
    data = DataField(  # type: ignore[assignment]  # the metaclass takes it away
        allow_null=True, help_text="It keeps to the schema of its source."
    )
    ttl = Text(max_length=40, help_text="How long it holds: an ISO 8601 duration, as PT24H or P7D.")
    attested_by = Slug(slug_field="username", read_only=True)
    fresh = serializers.SerializerMethodField()

    class Meta:
        model = AttestedFact
        fields = (
            "service",
            "source",
            "data",
            "ttl",
            "attested_at",
            "expires_at",
            "attested_by",
            "fits",
            "fresh",
        )
        read_only_fields = ("attested_at", "expires_at", "fits")

    def get_fresh(self, fact: AttestedFact) -> bool:
        return fact.is_fresh(timezone.now())


class AttestedFactFiltersSerializer(StrictSerializer):
    source = Text(required=False)  # type: ignore[assignment]  # the metaclass takes it away


@describe_fact("fact_source", FactSourceSerializer, WRITERS)
class FactSourceView(FactView):
    serializer_class = FactSourceSerializer

    def find(self, **names: str) -> FactSource:
        return find.fact_source(names["source"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[FactSource, bool]:
        return put_fact_source(actor, names["source"], fields, if_match)


@describe_fact("attested_fact", AttestedFactSerializer, ATTESTERS)
class AttestedFactView(FactView):
    serializer_class = AttestedFactSerializer
    name_member = "source"

    def find(self, **names: str) -> AttestedFact:
        return find.attested_fact(names["service"], names["source"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[AttestedFact, bool]:
        service, source = find.service(names["service"]), find.fact_source(names["source"])
        return attest(actor, service, source, fields, if_match)


@describe_list("fact_sources", "List who states facts about services")
class FactSourceListView(FactListView[FactSource]):
    serializer_class = FactSourceSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[FactSource]:
        return fact_sources()


@describe_list("attested_facts", "List what sources state about a service", AttestedFactFiltersSerializer)
class AttestedFactListView(FactListView[AttestedFact]):
    serializer_class = AttestedFactSerializer
    filters_class = AttestedFactFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[AttestedFact]:
        return attested_facts(find.service(names["service"]), **filters)
