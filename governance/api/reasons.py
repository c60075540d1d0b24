"""What the gate's reasons mean."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.fields import Choice
from catalog.api.strict import StrictSerializer
from governance.promotion.reasons import Effect
from governance.queries.reasons import DocumentedReason, documented_reason, documented_reasons

EFFECTS = [str(effect) for effect in Effect]


class DocumentedReasonSerializer(serializers.Serializer[DocumentedReason]):
    """A kind of reason: what it does to the answer, what it means, what clears it, and who acts."""

    code = serializers.CharField()
    effect = serializers.ChoiceField(source="kind.effect", choices=EFFECTS)
    means = serializers.CharField(source="kind.means")
    clears = serializers.CharField(source="kind.clears", help_text="What clears it.")
    acts = serializers.CharField(source="kind.acts", help_text="Who acts.")
    passes = serializers.BooleanField(
        source="kind.passes", help_text="Whether it clears by itself in a while, so that asking again helps."
    )
    url = serializers.URLField(help_text="Its page.")


class ReasonFilters(StrictSerializer):
    effect = Choice(EFFECTS, required=False)


@extend_schema_view(
    get=extend_schema(
        operation_id="list_reasons",
        summary="List the reasons that the gate gives",
        description="All of them, the weightiest first. A filter that is not described here is refused.",
        parameters=[ReasonFilters],
        responses=inline_serializer("ReasonList", {"results": DocumentedReasonSerializer(many=True)}),
    )
)
class ReasonListView(APIView):
    def get(self, request: Request) -> Response:
        filters = ReasonFilters(data=request.query_params)
        filters.is_valid(raise_exception=True)
        wanted: dict[str, Any] = filters.validated_data
        found = documented_reasons(**wanted)
        return Response({"results": [DocumentedReasonSerializer(reason).data for reason in found]})


class ReasonView(APIView):
    @extend_schema(
        operation_id="get_reason",
        summary="Get what a reason of the gate means, what clears it, and who acts",
        responses=DocumentedReasonSerializer,
    )
    def get(self, request: Request, reason: str) -> Response:
        return Response(DocumentedReasonSerializer(documented_reason(reason)).data)
