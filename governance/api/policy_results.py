"""What policies judge of a service, and what they found."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.describe import describe_list
from catalog.api.fields import Choice, Text
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.queries import find
from governance.models import PolicyResult, PolicySeverity, Verdict
from governance.policy.schema import json_schema
from governance.queries.facts_document import facts_of_service
from governance.queries.policy_results import results_of


class PolicyResultSerializer(serializers.ModelSerializer[PolicyResult]):
    """A policy's judgement of a service: what it is, what it rests on, and until when."""

    service = serializers.CharField(source="service.slug")
    policy = serializers.CharField(source="policy.slug")
    title = serializers.CharField(source="version.title")
    version = serializers.IntegerField(source="version.number")
    severity = serializers.ChoiceField(choices=PolicySeverity.choices, source="version.severity")
    state = serializers.ChoiceField(choices=Verdict.choices, source="standing")
    message = serializers.CharField(source="told")
    evidence = serializers.SerializerMethodField(
        help_text="The values at the paths that the expressions name."
    )
    sources = serializers.ListField(
        child=serializers.CharField(), help_text="The attested facts that it rests on."
    )
    waived_until = serializers.DateTimeField(
        allow_null=True, help_text="When the waiver ends that holds now; null where there is none."
    )

    class Meta:
        model = PolicyResult
        fields = [
            *("service", "policy", "title", "version", "severity", "state", "message", "evidence", "sources"),
            *("waived_until", "revision", "since", "until", "evaluated_at"),
        ]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_evidence(self, result: PolicyResult) -> Any:
        return result.evidence


class PolicyResultFiltersSerializer(StrictSerializer):
    state = Choice(choices=Verdict.choices, required=False)
    severity = Choice(choices=PolicySeverity.choices, required=False)
    policy = Text(required=False)


@describe_list("policy_results", "List what every policy says of a service", PolicyResultFiltersSerializer)
class PolicyResultListView(FactListView[PolicyResult]):
    serializer_class = PolicyResultSerializer
    filters_class = PolicyResultFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[PolicyResult]:
        return results_of(find.service(names["service"]), **filters)


class FactsDocumentSerializer(serializers.Serializer[Any]):
    """The facts document of a service, and its revision: the digest of what it says."""

    revision = serializers.CharField()
    document = serializers.JSONField(help_text="As `GET /api/v1/facts-document-schema` describes it.")


class FactsDocumentView(APIView):
    @extend_schema(
        operation_id="get_facts_document",
        summary="Get the document that policies judge of a service",
        description="Its parts are the variables of a policy's expressions.",
        responses=FactsDocumentSerializer,
    )
    def get(self, request: Request, service: str) -> Response:
        facts = facts_of_service(find.service(service))
        return Response({"revision": facts.revision, "document": facts.document})


class FactsDocumentSchemaView(APIView):
    @extend_schema(
        operation_id="get_facts_document_schema",
        summary="Get the JSON Schema of the document that policies judge, with what each member means",
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        return Response(json_schema())
