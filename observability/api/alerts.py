"""Alerts, and how far each got."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list
from catalog.api.fields import Choice, Slug, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from observability.actions.alerts import acknowledge
from observability.models import Alert, AlertSeverity, AlertState, Delivery, DeliveryState
from observability.queries import alerts


class AlertSerializer(FactSerializer[Alert]):
    """What a team should know: what is wrong, what to do about it, and by when."""

    team = Slug(read_only=True, help_text="To whom it is addressed.")
    service = Slug(read_only=True, allow_null=True, help_text="What it is about.")
    link = serializers.SerializerMethodField(help_text="The page that shows it.")

    class Meta:
        model = Alert
        fields = (
            "id",
            "kind",
            "severity",
            "state",
            "team",
            "service",
            "title",
            "message",
            "link",
            "data",
            "due_on",
            "created_at",
            "resolved_at",
        )
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_link(self, alert: Alert) -> str:
        return settings.PORTOLAN_PUBLIC_URL + alert.link


class AlertFiltersSerializer(StrictSerializer):
    service = Text(required=False, help_text="The slug of the service that it is about.")
    team = Text(required=False, help_text="The slug of the team that it is addressed to.")
    state = Choice(AlertState.choices, required=False)
    kind = Text(required=False, help_text="For example `contract.breaking-change`.")
    severity = Choice(AlertSeverity.choices, required=False)


class DeliverySerializer(FactSerializer[Delivery]):
    """An alert on its way through a channel: at least once, under the same `webhook-id` in every attempt."""

    channel = Slug(read_only=True)
    webhook_id = serializers.CharField(read_only=True)
    next_attempt_at = serializers.SerializerMethodField(
        help_text="Null when there is none left, or one is on its way."
    )
    delivered_at = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = (
            "channel",
            "webhook_id",
            "state",
            "attempts",
            "last_status",
            "last_error",
            "next_attempt_at",
            "delivered_at",
        )
        read_only_fields = fields

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_next_attempt_at(self, delivery: Delivery) -> Any:
        return delivery.due_at if delivery.state == DeliveryState.PENDING else None

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_delivered_at(self, delivery: Delivery) -> Any:
        return delivery.finished_at if delivery.state == DeliveryState.DELIVERED else None


@describe_list("alerts", "List the alerts, the newest first", AlertFiltersSerializer)
class AlertListView(FactListView[Alert]):
    serializer_class = AlertSerializer
    filters_class = AlertFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Alert]:
        return alerts.alerts(**filters)


class AlertView(APIView):
    @extend_schema(operation_id="get_alert", summary="Get an alert", responses=AlertSerializer)
    def get(self, request: Request, alert: int) -> Response:
        return Response(AlertSerializer(alerts.alert(alert)).data)


class AcknowledgementView(APIView):
    @extend_schema(
        operation_id="acknowledge_alert",
        summary="Say that you have seen an alert and act",
        description="For members of the team that it is addressed to. Again changes nothing.",
        request=None,
        responses=AlertSerializer,
    )
    def post(self, request: Request, alert: int) -> Response:
        return Response(AlertSerializer(acknowledge(actor_of(request), alerts.alert(alert))).data)


@describe_list("alert_deliveries", "List how far an alert got through each channel that you may know of")
class DeliveryListView(FactListView[Delivery]):
    serializer_class = DeliverySerializer

    def listed(self, filters: dict[str, Any], **names: Any) -> QuerySet[Delivery]:
        return alerts.deliveries(actor_of(self.request), alerts.alert(names["alert"]))
