"""The gate over REST: ask, promote, and read what was decided."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import IDEMPOTENCY_KEY, describe_list
from catalog.api.fields import Choice, Text
from catalog.api.idempotency import idempotent
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.queries import find
from governance.actions.promotions import ask, promote
from governance.api.decisions import (
    RENDERERS,
    RETRIED,
    DecisionSerializer,
    JudgementSerializer,
    ReasonSerializer,
    StepSerializer,
    answer,
    described,
    with_retry_after,
)
from governance.api.overrides import OverrideSerializer
from governance.models import Decision, Promotion
from governance.promotion.replay import Judgement, replay
from governance.queries.promotions import (
    INPUTS,
    OVERRIDES,
    effective_decision,
    just_made,
    promotion_with_override,
    promotions,
)
from governance.queries.reasons import reasons_to_json


class PromotionRequestSerializer(StrictSerializer):
    """Which release wants to go where."""

    service = Text(max_length=63)
    release = Text(max_length=128)
    environment = Text(max_length=63)


class PromotionFiltersSerializer(StrictSerializer):
    service = Text(required=False)
    environment = Text(required=False)
    decision = Choice(choices=Decision.choices, required=False)
    effective_decision = Choice(choices=Decision.choices, required=False)
    override = Choice(choices=list(OVERRIDES), required=False, help_text="`open`: it waits for its review.")


class PromotionSerializer(serializers.ModelSerializer[Promotion]):
    """A stored decision, which never changes, and what counts: an override may let the release in all the same."""

    url = serializers.SerializerMethodField(help_text="The page that shows it.")
    service = serializers.CharField(source="release.service.slug")
    release = serializers.CharField(source="release.version")
    environment = serializers.CharField(source="environment.slug")
    requested_by = serializers.CharField(source="requested_by.username")
    effective_decision = serializers.ChoiceField(choices=Decision.choices)
    reasons = ReasonSerializer(many=True)
    order = StepSerializer(many=True)
    override = OverrideSerializer(allow_null=True, default=None)

    class Meta:
        model = Promotion
        fields = [
            *("id", "url", "service", "release", "environment", "decision", "effective_decision"),
            *("reasons", "order", "requested_by", "created_at", "valid_until", "override"),
        ]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, promotion: Promotion) -> str:
        return settings.PORTOLAN_PUBLIC_URL + promotion.get_absolute_url()


class PromotionWithFactsSerializer(PromotionSerializer):
    """A stored decision with every fact that it was made from."""

    class Meta(PromotionSerializer.Meta):
        fields = [*PromotionSerializer.Meta.fields, "facts"]


class ReplaySerializer(serializers.Serializer[Any]):
    """What was decided, what is decided now from the same facts, and whether both judge the same."""

    stored = JudgementSerializer()
    replayed = JudgementSerializer()
    agrees = serializers.BooleanField(
        help_text="Whether decision, reasons (code, effect, responsible) and order are the same; wording may improve."
    )


class CanIPromoteView(APIView):
    """Ask the gate."""

    renderer_classes = RENDERERS

    @extend_schema(
        operation_id="can_i_promote",
        summary="Ask whether a release may enter an environment",
        description="Nothing is stored. Asking about what nobody registered is an answer too. An unknown answer"
        " says with `Retry-After` when asking again may help.",
        parameters=[PromotionRequestSerializer, RETRIED],
        responses=described(DecisionSerializer),
    )
    def get(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        environment = find.environment(names["environment"])
        facts, decision = ask(names["service"], names["release"], environment)
        effective = effective_decision(
            facts.service, facts.release, decision.decision, environment, timezone.now()
        )
        return with_retry_after(Response(DecisionSerializer(answer(facts, decision, effective)).data))


@describe_list("promotions", "List the gate's decisions, the latest first", PromotionFiltersSerializer)
class PromotionListView(FactListView[Promotion]):
    """The stored decisions; POST decides and stores."""

    serializer_class = PromotionSerializer
    filters_class = PromotionFiltersSerializer

    def get_renderers(self) -> list[Any]:
        """A list is JSON; a decision is text too."""
        return [each() for each in RENDERERS] if self.request.method == "POST" else super().get_renderers()

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Promotion]:
        return promotions(**filters).defer(*INPUTS)

    @extend_schema(
        operation_id="promote",
        summary="Decide whether a release may enter an environment, and store the decision for good",
        description="An allow is valid for an hour, and counts as deployed for other decisions until then."
        " An unknown one says with `Retry-After` when asking again may help."
        " For members of the team that owns the service.",
        parameters=[IDEMPOTENCY_KEY, RETRIED],
        request=PromotionRequestSerializer,
        responses=described(PromotionSerializer, 201),
    )
    def post(self, request: Request) -> Response:
        return with_retry_after(self._decide(request))

    @idempotent
    def _decide(self, request: Request) -> Response:
        asked = PromotionRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        release = find.release(names["service"], names["release"])
        made = promote(actor_of(request), release, find.environment(names["environment"]))
        return Response(PromotionSerializer(just_made(made)).data, HTTPStatus.CREATED)


class PromotionView(APIView):
    """One decision with its facts."""

    renderer_classes = RENDERERS

    @extend_schema(
        operation_id="get_promotion",
        summary="Get a decision",
        responses=described(PromotionWithFactsSerializer),
    )
    def get(self, request: Request, promotion: int) -> Response:
        return Response(PromotionWithFactsSerializer(promotion_with_override(promotion)).data)


class ReplayView(APIView):
    """A decision made again."""

    @extend_schema(
        operation_id="replay_promotion",
        summary="Decide again from the stored facts",
        description="The gate is a function of facts, and every fact is stored with its decision, so that both must"
        " agree.",
        responses=ReplaySerializer,
    )
    def get(self, request: Request, promotion: int) -> Response:
        found = promotion_with_override(promotion)
        again = replay(found.facts)
        stored = Judgement.of_stored(found.decision, found.reasons, found.order)
        replayed = {
            "decision": again.decision,
            "reasons": reasons_to_json(again.reasons),
            "order": again.order,
        }
        both = {"stored": found, "replayed": replayed, "agrees": stored == Judgement.of(again)}
        return Response(ReplaySerializer(both).data)
