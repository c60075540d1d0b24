"""The gate over REST: ask, promote, and read what was decided."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.base import StrictSerializer, person_of
from catalog.queries.environments import environment_named
from catalog.queries.releases import release_named
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

    service = serializers.CharField()
    release = serializers.CharField()
    environment = serializers.CharField()


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


class CanIPromote(APIView):
    """Ask the gate. Nothing is stored, and asking about what nobody registered is an answer too."""

    @extend_schema(
        operation_id="canIPromote", parameters=[PromotionRequestSerializer], responses=DecisionSerializer
    )
    def get(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        _, decision = ask(names["service"], names["release"], environment_named(names["environment"]))
        answer = {
            "decision": decision.decision,
            "reasons": reasons_to_json(decision.reasons),
            "order": [{"service": step.service, "action": step.action} for step in decision.order],
        }
        headers = {"Retry-After": UNKNOWN_RETRY_AFTER} if decision.decision == Decision.UNKNOWN else None
        return Response(DecisionSerializer(answer).data, headers=headers)


class PromotionList(ListAPIView[Promotion]):
    """The decisions, newest first; POST decides and stores."""

    serializer_class = PromotionSerializer

    def get_queryset(self) -> Any:
        wanted = self.request.query_params
        return promotions(**{name: wanted.get(name, "") for name in ("service", "environment", "decision")})

    @extend_schema(
        operation_id="listPromotions",
        parameters=[OpenApiParameter(name) for name in ("service", "environment", "decision")],
    )
    def get(self, *args: Any, **kwargs: Any) -> Response:
        return super().get(*args, **kwargs)

    @extend_schema(
        operation_id="promote", request=PromotionRequestSerializer, responses={201: PromotionSerializer}
    )
    def post(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        release = release_named(names["service"], names["release"])
        promotion = promote(person_of(request), release, environment_named(names["environment"]))
        return Response(PromotionSerializer(promotion).data, status=201)


class PromotionDetail(RetrieveAPIView[Promotion]):
    """One decision with its facts."""

    serializer_class = PromotionWithFactsSerializer
    queryset = promotions()
    lookup_url_kwarg = "promotion"

    @extend_schema(operation_id="getPromotion")
    def get(self, *args: Any, **kwargs: Any) -> Response:
        return super().get(*args, **kwargs)
