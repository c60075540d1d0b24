"""Break-glass over REST: override the gate's refusal, and review what somebody else overrode."""

from http import HTTPStatus

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import IDEMPOTENCY_KEY
from catalog.api.fields import Choice, Text
from catalog.api.idempotency import idempotent
from catalog.api.strict import StrictSerializer
from governance.actions.overrides import override, review_override
from governance.models import Override, OverrideOutcome
from governance.queries.promotions import override_of, promotion_with_override


class OverrideSerializer(serializers.ModelSerializer[Override]):
    """Who let the release past the gate, why, until when that counts, and what another person found."""

    promotion = serializers.IntegerField(source="promotion_id")
    by = serializers.CharField(source="by.username")
    open = serializers.BooleanField(source="is_open", help_text="A violation, until it is reviewed.")
    reviewed_by = serializers.CharField(source="reviewed_by.username", default=None, allow_null=True)
    outcome = serializers.SerializerMethodField(help_text="Null until it is reviewed.")

    class Meta:
        model = Override
        fields = [
            *("promotion", "reason", "by", "at", "valid_until", "open"),
            *("reviewed_by", "reviewed_at", "outcome", "note"),
        ]

    @extend_schema_field(serializers.ChoiceField(OverrideOutcome.choices, allow_null=True))
    def get_outcome(self, override: Override) -> str | None:
        return override.outcome or None


class OverrideRequestSerializer(StrictSerializer):
    reason = Text(max_length=5000, help_text="Why it cannot wait for the gate.")


class OverrideReviewSerializer(StrictSerializer):
    outcome = Choice(OverrideOutcome.choices, help_text="A rejection takes back what the override allowed.")
    note = Text(default="", allow_blank=True, max_length=5000)


class OverrideView(APIView):
    """The override of a promotion."""

    @extend_schema(
        operation_id="get_override",
        summary="Get the override of a decision",
        responses=OverrideSerializer,
    )
    def get(self, request: Request, promotion: int) -> Response:
        found = override_of(promotion_with_override(promotion))
        return Response(OverrideSerializer(found).data)

    @extend_schema(
        operation_id="override_promotion",
        summary="Let a refused release in all the same (break-glass)",
        description="Counts as an allow for an hour, tells the owner and governance at once, and is an open violation"
        " until another person has reviewed it. The decision itself stays what it was. For leads and maintainers of"
        " the team that owns the service, the governance group and administrators.",
        parameters=[IDEMPOTENCY_KEY],
        request=OverrideRequestSerializer,
        responses={201: OverrideSerializer},
    )
    @idempotent
    def post(self, request: Request, promotion: int) -> Response:
        asked = OverrideRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = promotion_with_override(promotion)
        made = override(actor_of(request), found, asked.validated_data["reason"])
        return Response(OverrideSerializer(made).data, HTTPStatus.CREATED)


class OverrideReviewView(APIView):
    """The second person's judgement."""

    @extend_schema(
        operation_id="review_override",
        summary="Review an override that somebody else made",
        description="Ends the violation, once and for good. For the governance group and administrators, and never for"
        " the person who made it.",
        parameters=[IDEMPOTENCY_KEY],
        request=OverrideReviewSerializer,
        responses=OverrideSerializer,
    )
    @idempotent
    def post(self, request: Request, promotion: int) -> Response:
        asked = OverrideReviewSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        found = override_of(promotion_with_override(promotion))
        reviewed = review_override(actor_of(request), found, **asked.validated_data)
        return Response(OverrideSerializer(reviewed).data)
