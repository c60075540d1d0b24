"""What the engine judges by, explained."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.fields import Choice, Text
from catalog.api.strict import StrictSerializer
from catalog.contracts.changes import SEVERITIES
from catalog.contracts.ruling import Rule
from catalog.queries.rules import FORMATS, find_rule, rules

DIRECTIONS = ("request", "response")


class RuleSerializer(serializers.Serializer[Rule]):
    """A compatibility rule and its documentation; names stand between backticks."""

    id = serializers.CharField()
    title = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    direction = serializers.ChoiceField(
        DIRECTIONS, allow_null=True, help_text="Null where it judges both directions."
    )
    on = serializers.CharField(help_text="The part of a contract that it is about.")
    formats = serializers.ListField(child=serializers.CharField())
    what_it_finds = serializers.CharField()
    why_it_matters = serializers.CharField()
    example = serializers.CharField()
    how_to_ship_it_safely = serializers.CharField()


class RuleFilters(StrictSerializer):
    severity = Choice(SEVERITIES, required=False)
    on = Text(required=False, help_text="As rules say it: `property`, `media type`.")
    direction = Choice(
        DIRECTIONS, required=False, help_text="Rules that judge both directions are among them."
    )
    format = Choice(FORMATS, required=False)


@extend_schema_view(
    get=extend_schema(
        operation_id="list_rules",
        summary="List the compatibility rules",
        description="All of them, in the order of their ids. A filter that is not described here is refused.",
        parameters=[RuleFilters],
        responses=inline_serializer("RuleList", {"results": RuleSerializer(many=True)}),
    )
)
class RuleListView(APIView):
    def get(self, request: Request) -> Response:
        filters = RuleFilters(data=request.query_params)
        filters.is_valid(raise_exception=True)
        wanted: dict[str, Any] = filters.validated_data
        return Response({"results": [RuleSerializer(rule).data for rule in rules(**wanted)]})


class RuleView(APIView):
    @extend_schema(
        operation_id="get_rule",
        summary="Get a compatibility rule with its documentation",
        responses=RuleSerializer,
    )
    def get(self, request: Request, rule: str) -> Response:
        return Response(RuleSerializer(find_rule(rule)).data)
