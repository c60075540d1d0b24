"""Record a deployment over REST."""

from http import HTTPStatus

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.api import deployments
from catalog.api.authentication import actor_of
from catalog.api.deployments import DeploymentSerializer, NewDeploymentSerializer
from catalog.api.describe import IDEMPOTENCY_KEY
from catalog.api.idempotency import idempotent
from catalog.queries import find
from governance.actions.deployments import end_deployment, record_deployment


class DeploymentListView(deployments.DeploymentListView):
    """What runs where; POST records that a release runs."""

    @extend_schema(
        operation_id="record_deployment",
        summary="Record that a release runs in an environment",
        description="What ran in that place has ended by it. A deployment that the gate did not allow is recorded"
        " too, since it is a fact, and alerts the owner. For members of the team that owns the service.",
        parameters=[IDEMPOTENCY_KEY],
        request=NewDeploymentSerializer,
        responses={200: DeploymentSerializer, 201: DeploymentSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        asked = NewDeploymentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        deployment, created = record_deployment(
            actor_of(request),
            find.release(names["service"], names["release"]),
            find.environment(names["environment"]),
            names["instance"],
        )
        status = HTTPStatus.CREATED if created else HTTPStatus.OK
        return Response(DeploymentSerializer(deployment).data, status)


class DeploymentView(deployments.DeploymentView):
    """One deployment; its end may be the end of a migration."""

    end = staticmethod(end_deployment)
