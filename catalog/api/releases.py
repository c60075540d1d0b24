"""Releases: what CI builds, what each provides, and what it consumes."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.actions.consumption import Consumption
from catalog.actions.releases import Provided, ReleaseContent, put_release
from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list, put_responses
from catalog.api.fields import Text
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.models import Release
from catalog.models.fields import slug_validator
from catalog.queries import find
from catalog.queries.releases import release_facts, releases_of


class ProvidedSerializer(StrictSerializer):
    """A contract version that the release provides; `service` where the contract is another service's."""

    service = Text(default="", allow_blank=True, max_length=63)
    contract = Text(max_length=63)
    version = Text(max_length=128)


class ConsumedSerializer(StrictSerializer):
    """A contract that the release consumes, as declared, and what that was resolved to."""

    service = Text(max_length=63, validators=[slug_validator])
    contract = Text(max_length=63, validators=[slug_validator])
    version = Text(
        default="", allow_blank=True, max_length=200, help_text="A range: `^2.1`; empty means any."
    )
    built_against = Text(
        default="",
        allow_blank=True,
        max_length=128,
        help_text="The exact version that the release was built and tested with.",
    )
    operations = serializers.ListField(
        child=Text(max_length=1000), default=list, max_length=10_000, help_text="None named means all."
    )
    fields = serializers.ListField(  # type: ignore[assignment]  # the metaclass takes it away
        child=Text(max_length=500), default=list, max_length=10_000, help_text="None named means all."
    )
    resolved = serializers.BooleanField(read_only=True, help_text="Whether the contract is registered.")
    judged_from = serializers.CharField(
        read_only=True,
        allow_null=True,
        help_text="The version that compatibility is judged from: the one built against, or where that was not"
        " said the highest in the range when the release was registered.",
    )


class ReleaseSerializer(StrictSerializer):
    """A version of a service: what it provides, and what it consumes."""

    service = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)
    commit = Text(default="", allow_blank=True, max_length=64)
    provides = serializers.ListField(child=ProvidedSerializer(), default=list, max_length=1000)
    consumes = serializers.ListField(child=ConsumedSerializer(), default=list, max_length=1000)
    created_at = serializers.DateTimeField(read_only=True)
    created_by = serializers.CharField(read_only=True)

    def to_representation(self, instance: Release) -> dict[str, Any]:
        return super().to_representation(release_facts(instance))

    @property
    def content(self) -> ReleaseContent:
        declared = self.validated_data
        return ReleaseContent(
            commit=declared["commit"],
            provides=[Provided(**item) for item in declared["provides"]],
            consumes=[Consumption(**item) for item in declared["consumes"]],
        )


class ReleaseView(APIView):
    """One release. A higher app that acts on what is released names its own action for that."""

    put_release = staticmethod(put_release)

    @extend_schema(operation_id="get_release", summary="Get a release", responses=ReleaseSerializer)
    def get(self, request: Request, service: str, version: str) -> Response:
        return Response(ReleaseSerializer(find.release_with_content(service, version)).data)

    @extend_schema(
        operation_id="put_release",
        summary="Register a release with all that it provides and consumes",
        description="A release never changes: the same again is answered 200, other content 409 with what differs."
        " For members of the owning team and administrators.",
        request=ReleaseSerializer,
        responses=put_responses(ReleaseSerializer),
    )
    def put(self, request: Request, service: str, version: str) -> Response:
        owner = find.service(service)
        names = {"service": service, "version": version}
        serializer = ReleaseSerializer(data=request.data, context={"names": names})
        serializer.is_valid(raise_exception=True)
        _, created = self.put_release(actor_of(request), owner, version, serializer.content)
        recorded = ReleaseSerializer(find.release_with_content(service, version))
        return Response(recorded.data, HTTPStatus.CREATED if created else HTTPStatus.OK)


@describe_list("releases", "List the releases of a service, the highest first")
class ReleaseListView(FactListView[Release]):
    serializer_class = ReleaseSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Release]:
        return releases_of(find.service(names["service"]))
