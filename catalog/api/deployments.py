"""What runs where. Governance adds recording a deployment, which it judges."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.actions.deployments import end_deployment
from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list
from catalog.api.fields import Slug, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import Deployment
from catalog.models.fields import slug_validator
from catalog.queries import find
from catalog.queries.deployments import deployments


class DeploymentSerializer(FactSerializer[Deployment]):
    """A release in an environment, from its start to its end."""

    service = Slug(read_only=True)
    release = Slug(slug_field="version", read_only=True)
    environment = Slug(read_only=True)
    recorded_by = Slug(slug_field="username", read_only=True)

    class Meta:
        model = Deployment
        fields: tuple[str, ...] = (
            "id",
            "service",
            "release",
            "environment",
            "instance",
            "started_at",
            "ended_at",
            "recorded_by",
        )


class NewDeploymentSerializer(StrictSerializer):
    """The names of what runs where; `instance` tells apart several of a service in one environment."""

    service = Text(max_length=63)
    release = Text(max_length=128)
    environment = Text(max_length=63)
    instance = Text(max_length=63, default="default", validators=[slug_validator])


class DeploymentFiltersSerializer(StrictSerializer):
    service = Text(required=False)
    environment = Text(required=False)
    current = serializers.BooleanField(required=False, help_text="Leave out those that have ended.")


@describe_list("deployments", "List the deployments, the latest first", DeploymentFiltersSerializer)
class DeploymentListView(FactListView[Deployment]):
    serializer_class = DeploymentSerializer
    filters_class = DeploymentFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Deployment]:
        return deployments(**filters)


class DeploymentView(APIView):
    """One deployment. A higher app that acts on its end names its own action for that."""

    end = staticmethod(end_deployment)

    @extend_schema(operation_id="get_deployment", summary="Get a deployment", responses=DeploymentSerializer)
    def get(self, request: Request, deployment: int) -> Response:
        return Response(DeploymentSerializer(find.deployment(deployment)).data)

    @extend_schema(
        operation_id="end_deployment",
        summary="Record that a deployment has ended",
        description="The deployment stays in the history. For members of the owning team and administrators.",
        responses={204: None},
    )
    def delete(self, request: Request, deployment: int) -> Response:
        self.end(actor_of(request), find.deployment(deployment))
        return Response(status=HTTPStatus.NO_CONTENT)
