"""Waivers over REST."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request as HttpRequest
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import IDEMPOTENCY_KEY, describe_list
from catalog.api.fields import Choice, Text
from catalog.api.idempotency import idempotent
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.models import Person
from catalog.queries import find
from governance.actions.waivers import Request, decide_waiver, request_waiver, revoke_waiver
from governance.models import Waiver, WaiverState
from governance.queries.waivers import history, waiver, waivers

V = TypeVar("V", bound=type[APIView])


class WaiverRequestSerializer(StrictSerializer):
    """An exception that is asked for: from a policy, or for a finding by its fingerprint."""

    service = Text(max_length=63)
    policy = Text(max_length=63, required=False, help_text="The slug of a policy.")
    finding = Text(max_length=64, required=False, help_text="The fingerprint of a finding.")
    reason = Text(max_length=5000)
    conditions = Text(max_length=5000, required=False)
    expires_at = serializers.DateTimeField()


class NoteSerializer(StrictSerializer):
    note = Text(required=False, allow_blank=True, max_length=5000)


class WaiverSerializer(serializers.ModelSerializer[Waiver]):
    """A waiver. Its state follows from what was decided and from the clock."""

    service = serializers.CharField(source="service.slug")
    state = serializers.SerializerMethodField()
    requested_by = serializers.CharField(source="requested_by.username")
    decided_by = serializers.CharField(source="decided_by.username", default=None, allow_null=True)
    revoked_by = serializers.CharField(source="revoked_by.username", default=None, allow_null=True)

    class Meta:
        model = Waiver
        fields: tuple[str, ...] = (
            *("id", "service", "policy", "finding", "operations", "subject", "reason", "conditions", "state"),
            *("requested_by", "requested_at", "expires_at", "decided_by", "decided_at"),
            *("revoked_by", "revoked_at", "note"),
        )

    @extend_schema_field(serializers.ChoiceField(choices=WaiverState.choices))
    def get_state(self, found: Waiver) -> str:
        return found.state(timezone.now())


class WaiverDetailSerializer(WaiverSerializer):
    """A waiver with what it renews."""

    history = serializers.SerializerMethodField(help_text="The waivers that it renews, the latest first.")

    class Meta(WaiverSerializer.Meta):
        fields = (*WaiverSerializer.Meta.fields, "history")

    @extend_schema_field(WaiverSerializer(many=True))
    def get_history(self, found: Waiver) -> Any:
        return WaiverSerializer(history(found), many=True).data


class WaiverFiltersSerializer(StrictSerializer):
    service = Text(required=False)
    policy = Text(required=False)
    finding = Text(required=False)
    state = Choice(WaiverState.choices, required=False)


@describe_list("waivers", "List the waivers, the latest first", WaiverFiltersSerializer)
class WaiverListView(FactListView[Waiver]):
    serializer_class = WaiverSerializer
    filters_class = WaiverFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Waiver]:
        return waivers(**filters)

    @extend_schema(
        operation_id="request_waiver",
        summary="Ask for an exception from a policy, or for a finding",
        description="For members of the team that owns the service. Another person, with the role governance, decides.",
        parameters=[IDEMPOTENCY_KEY],
        request=WaiverRequestSerializer,
        responses={201: WaiverDetailSerializer},
    )
    @idempotent
    def post(self, request: HttpRequest) -> Response:
        asked = WaiverRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        fields = dict(asked.validated_data)
        service = find.service(fields.pop("service"))
        made = request_waiver(actor_of(request), service, Request(**fields))
        return Response(WaiverDetailSerializer(made).data, status=HTTPStatus.CREATED)


class WaiverView(APIView):
    @extend_schema(operation_id="get_waiver", summary="Get a waiver", responses=WaiverDetailSerializer)
    def get(self, request: HttpRequest, number: int) -> Response:
        return Response(WaiverDetailSerializer(waiver(number)).data)


def _describe(act: str, summary: str) -> Callable[[V], V]:
    described = extend_schema(
        operation_id=f"{act}_waiver",
        summary=summary,
        description="For the role governance. Again changes nothing.",
        request=NoteSerializer,
        responses=WaiverDetailSerializer,
    )
    return extend_schema_view(post=described)


class WaiverActView(APIView, ABC):
    """Something that is done to a waiver, with a note."""

    @abstractmethod
    def act(self, actor: Person, found: Waiver, note: str) -> Waiver:
        """Do it; return the waiver as it is then."""

    def post(self, request: HttpRequest, number: int) -> Response:
        said = NoteSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        done = self.act(actor_of(request), waiver(number), said.validated_data.get("note", ""))
        return Response(WaiverDetailSerializer(done).data)


@_describe("approve", "Approve a waiver that somebody else asked for")
class WaiverApprovalView(WaiverActView):
    def act(self, actor: Person, found: Waiver, note: str) -> Waiver:
        return decide_waiver(actor, found, note, approved=True)


@_describe("deny", "Deny a waiver that somebody else asked for")
class WaiverDenialView(WaiverActView):
    def act(self, actor: Person, found: Waiver, note: str) -> Waiver:
        return decide_waiver(actor, found, note, approved=False)


@_describe("revoke", "End an approved waiver before its time")
class WaiverRevocationView(WaiverActView):
    def act(self, actor: Person, found: Waiver, note: str) -> Waiver:
        return revoke_waiver(actor, found, note)
