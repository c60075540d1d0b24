"""The gate over REST: ask, promote, and read what was decided."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import IDEMPOTENCY_KEY, describe_list
from catalog.api.fields import Text
from catalog.api.idempotency import idempotent
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.queries import find
from governance.actions.promotions import ask, promote
from governance.models import Decision, Promotion
from governance.promotion.reasons import Effect
from governance.queries.promotions import promotions
from governance.queries.reasons import reasons_to_json

UNKNOWN_RETRY_AFTER = "5"  # seconds; reviews take about that long


class ReasonSerializer(serializers.Serializer[Any]):
    """Why: what is so, what clears it, who must act, and where to look."""

    code = serializers.CharField()
    effect = serializers.ChoiceField(choices=[str(effect) for effect in Effect])
    message = serializers.CharField()
    remedy = serializers.CharField()
    responsible = serializers.CharField(allow_null=True)
    link = serializers.CharField()


class StepSerializer(serializers.Serializer[Any]):
    service = serializers.CharField()
    action = serializers.CharField()


class DecisionSerializer(serializers.Serializer[Any]):
    """The gate's answer."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    reasons = ReasonSerializer(many=True)
    order = StepSerializer(many=True)


class PromotionRequestSerializer(StrictSerializer):
    """Which release wants to go where."""

    service = Text(max_length=63)
    release = Text(max_length=128)
    environment = Text(max_length=63)


class PromotionFiltersSerializer(StrictSerializer):
    service = Text(required=False)
    environment = Text(required=False)
    decision = serializers.ChoiceField(choices=Decision.choices, required=False)


class PromotionSerializer(serializers.ModelSerializer[Promotion]):
    """A stored decision."""

    service = serializers.CharField(source="release.service.slug")
    release = serializers.CharField(source="release.version")
    environment = serializers.CharField(source="environment.slug")
    requested_by = serializers.CharField(source="requested_by.username")
    reasons = ReasonSerializer(many=True)
    order = StepSerializer(many=True)

    class Meta:
        model = Promotion
        fields = [
            *("id", "service", "release", "environment", "decision", "reasons", "order"),
            *("requested_by", "created_at", "valid_until"),
        ]


class PromotionWithFactsSerializer(PromotionSerializer):
    """A stored decision with every fact that it was made from."""

    class Meta(PromotionSerializer.Meta):
        fields = [*PromotionSerializer.Meta.fields, "facts"]


class CanIPromoteView(APIView):
    """Ask the gate."""

    @extend_schema(
        operation_id="can_i_promote",
        summary="Ask whether a release may enter an environment",
        description="Nothing is stored. Asking about what nobody registered is an answer too. An unknown answer"
        " says with `Retry-After` when asking again may help.",
        parameters=[PromotionRequestSerializer],
        responses=DecisionSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        _, decision = ask(names["service"], names["release"], find.environment(names["environment"]))
        answer = {
            "decision": decision.decision,
            "reasons": reasons_to_json(decision.reasons),
            "order": [asdict(step) for step in decision.order],
        }
        headers = {"Retry-After": UNKNOWN_RETRY_AFTER} if decision.decision == Decision.UNKNOWN else None
        return Response(DecisionSerializer(answer).data, headers=headers)


@describe_list("promotions", "List the gate's decisions, the latest first", PromotionFiltersSerializer)
class PromotionListView(FactListView[Promotion]):
    """The stored decisions; POST decides and stores."""

    serializer_class = PromotionSerializer
    filters_class = PromotionFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Promotion]:
        return promotions(**filters)

    @extend_schema(
        operation_id="promote",
        summary="Decide whether a release may enter an environment, and store the decision for good",
        description="An allow is valid for an hour, and counts as deployed for other decisions until then."
        " For members of the team that owns the service.",
        parameters=[IDEMPOTENCY_KEY],
        request=PromotionRequestSerializer,
        responses={201: PromotionSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        release = find.release(names["service"], names["release"])
        promotion = promote(actor_of(request), release, find.environment(names["environment"]))
        return Response(PromotionSerializer(promotion).data, status=HTTPStatus.CREATED)


class PromotionView(APIView):
    """One decision with its facts."""

    @extend_schema(
        operation_id="get_promotion", summary="Get a decision", responses=PromotionWithFactsSerializer
    )
    def get(self, request: Request, promotion: int) -> Response:
        found = find.one(promotions(), f"The promotion {promotion}", pk=promotion)
        return Response(PromotionWithFactsSerializer(found).data)
