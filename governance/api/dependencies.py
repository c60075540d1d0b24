"""The dependency map as data: who breaks with a service, and what it relies on."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.fields import Text
from catalog.api.strict import StrictSerializer
from catalog.graph.neighbourhood import Side
from governance.queries.dependency_links import Fault, Link, Use
from governance.queries.dependency_map import Dependencies, Member, dependencies

SIDES = [str(side) for side in Side]
FAULTS = [str(fault) for fault in Fault]


class DependenciesFilters(StrictSerializer):
    hops = serializers.IntegerField(
        min_value=1, max_value=10, default=2, help_text="How far from the service."
    )
    environment = Text(
        default="",
        allow_blank=True,
        help_text="What runs there counts; without one, the latest release of every service.",
    )


class DependencyNodeSerializer(serializers.Serializer[Member]):
    """A service near the asked one."""

    service = serializers.CharField(
        source="name", help_text="Its slug, or what it was called where it was named."
    )
    registered = serializers.SerializerMethodField()
    owner = serializers.CharField(source="service.owner.slug", default=None, allow_null=True)
    tier = serializers.IntegerField(source="service.tier", default=None, allow_null=True)
    side = serializers.ChoiceField(
        choices=SIDES,
        help_text="A caller breaks with the service, which relies on a provider; both is a circle.",
    )
    hops = serializers.IntegerField()

    def get_registered(self, member: Member) -> bool:
        return member.service is not None


class UsedContractSerializer(serializers.Serializer[Use]):
    contract = serializers.CharField()
    version = serializers.CharField(
        help_text="What the consumer was built against; empty where it is not known."
    )


class DependencyEdgeSerializer(serializers.Serializer[Link]):
    """A service that uses another one; with no contract where that was observed and not declared."""

    consumer = serializers.CharField()
    provider = serializers.CharField()
    contracts = UsedContractSerializer(source="uses", many=True)
    faults = serializers.ListField(
        child=serializers.ChoiceField(choices=FAULTS), help_text="What is wrong with it, the worst first."
    )


class DependenciesSerializer(serializers.Serializer[Dependencies]):
    """A directed graph: an edge leads from the consumer to the provider."""

    nodes = DependencyNodeSerializer(
        source="members",
        many=True,
        help_text="The nearest and most critical first; the asked service is the first.",
    )
    edges = DependencyEdgeSerializer(source="links", many=True)


class DependenciesView(APIView):
    @extend_schema(
        operation_id="get_service_dependencies",
        summary="Get who breaks with a service, and what it relies on",
        description="What a caller uses besides is left out.",
        parameters=[DependenciesFilters],
        responses=DependenciesSerializer,
    )
    def get(self, request: Request, service: str) -> Response:
        filters = DependenciesFilters(data=request.query_params)
        filters.is_valid(raise_exception=True)
        asked = filters.validated_data
        found = dependencies(service, asked["hops"], asked["environment"])
        return Response(DependenciesSerializer(found).data)
