"""Deprecations over REST: announced, changed, agreed to, cancelled and retired."""

from abc import ABC
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import ETAG, IDEMPOTENCY_KEY, IF_MATCH, UNCHANGED, describe_list
from catalog.api.fields import DayField, Text
from catalog.api.idempotency import idempotent
from catalog.api.lists import FactListView
from catalog.api.strict import StrictSerializer
from catalog.models import Person
from governance.actions import deprecations as actions
from governance.actions.deprecations import Announcement
from governance.models import (
    Deprecation,
    DeprecationKind,
    DeprecationOrigin,
    DeprecationState,
    MigrationState,
)
from governance.queries import deprecations as queries
from governance.queries.deprecation_facts import deprecation_details_facts, deprecation_facts
from governance.queries.subjects import subject_of

LONGEST_TEXT = 20_000
GUIDE = "How to move: Markdown, or the address of a page."
SUCCESSOR = "What to use instead: another version or operation of the contract, or another service."


class ProgressSerializer(serializers.Serializer[Any]):
    """How many consumers have moved; those who have not are in `migrations`."""

    consumers = serializers.IntegerField()
    migrated = serializers.IntegerField()


class UseSerializer(serializers.Serializer[Any]):
    """A live release that rests on what ends."""

    release = serializers.CharField()
    contract = serializers.CharField()
    built_against = serializers.CharField(allow_null=True)
    operations = serializers.ListField(child=serializers.CharField(), help_text="None named means all.")
    environments = serializers.ListField(child=serializers.CharField(), help_text="Where it runs.")


class EvidenceSerializer(serializers.Serializer[Any]):
    """What the state of a migration follows from."""

    latest_release = serializers.CharField(allow_null=True)
    uses = UseSerializer(many=True)
    observed = serializers.CharField(allow_null=True, help_text="Observed traffic; null: it is not measured.")


class MigrationSerializer(serializers.Serializer[Any]):
    """A consumer: `pending`, `moving` (its latest release has moved, an older one still runs), or `migrated`."""

    consumer = serializers.CharField()
    owner = serializers.CharField()
    state = serializers.ChoiceField(MigrationState.choices)
    since = serializers.DateTimeField()
    evidence = EvidenceSerializer()


class AffectedSerializer(serializers.Serializer[Any]):
    consumer = serializers.CharField()
    owner = serializers.CharField()


class ConsentSerializer(AffectedSerializer):
    given_by = serializers.CharField()
    given_at = serializers.DateTimeField()


class DateChangeSerializer(serializers.Serializer[Any]):
    """Earlier dates, which come when everybody in `waiting_for` has agreed."""

    deprecated_at = serializers.DateField(allow_null=True)
    sunset_at = serializers.DateField(allow_null=True)
    requested_by = serializers.CharField()
    requested_at = serializers.DateTimeField()
    consents = ConsentSerializer(many=True)
    waiting_for = AffectedSerializer(many=True)


class DeprecationSerializer(StrictSerializer):
    """The announced end of a contract version, of an operation, or of a service."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.ChoiceField(DeprecationKind.choices, read_only=True, help_text="What ends.")
    service = serializers.CharField(read_only=True)
    owner = serializers.CharField(read_only=True)
    contract = serializers.CharField(read_only=True, allow_null=True)
    version = serializers.CharField(read_only=True, allow_null=True)
    operation = serializers.CharField(read_only=True, allow_null=True, help_text="Its key.")
    line = serializers.CharField(
        read_only=True, help_text="The major line in which the operation ends; blank: in every one."
    )
    state = serializers.ChoiceField(
        DeprecationState.choices, read_only=True, help_text="Follows from the dates."
    )
    origin = serializers.ChoiceField(DeprecationOrigin.choices, read_only=True)
    announced_at = serializers.DateField(read_only=True)
    deprecated_at = DayField(allow_null=True, required=False)
    sunset_at = DayField(allow_null=True, required=False, help_text="Ends at the end of the day, in UTC.")
    successor = Text(allow_null=True, allow_blank=True, required=False, max_length=1000, help_text=SUCCESSOR)
    guide = Text(allow_blank=True, required=False, max_length=LONGEST_TEXT, help_text=GUIDE)
    reason = Text(allow_blank=True, required=False, max_length=LONGEST_TEXT)
    progress = ProgressSerializer(read_only=True)
    created_by = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cancelled_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def to_representation(self, instance: Deprecation) -> dict[str, Any]:
        return super().to_representation(deprecation_facts(instance))


class DeprecationDetailSerializer(DeprecationSerializer):
    """A deprecation with how far each consumer is, and the dates that wait for consent."""

    migrations = MigrationSerializer(many=True, read_only=True)
    date_change = DateChangeSerializer(read_only=True, allow_null=True)

    def to_representation(self, instance: Deprecation) -> dict[str, Any]:
        return StrictSerializer.to_representation(self, deprecation_details_facts(instance))


class NewDeprecationSerializer(StrictSerializer):
    """What ends: a service alone, or a version or an operation of one of its contracts.

    A version beside an operation says in which major line that ends.
    """

    service = Text(max_length=63)
    contract = Text(max_length=63, required=False, allow_null=True)
    version = Text(max_length=128, required=False, allow_null=True)
    operation = Text(max_length=1000, required=False, allow_null=True)
    announced_at = DayField(required=False, allow_null=True, help_text="Today unless it was earlier.")
    deprecated_at = DayField(required=False, allow_null=True)
    sunset_at = DayField(required=False, allow_null=True, help_text="Ends at the end of the day, in UTC.")
    successor = Text(required=False, allow_null=True, allow_blank=True, max_length=1000, help_text=SUCCESSOR)
    guide = Text(default="", allow_blank=True, max_length=LONGEST_TEXT, help_text=GUIDE)
    reason = Text(default="", allow_blank=True, max_length=LONGEST_TEXT)


class ConsentRequestSerializer(StrictSerializer):
    """For which consumer; without one, for all affected ones of the teams that you are in."""

    consumer = Text(max_length=63, required=False)


class DeprecationFiltersSerializer(StrictSerializer):
    service = Text(required=False, help_text="The slug of the service that owns what ends.")
    contract = Text(required=False)
    kind = serializers.ChoiceField(DeprecationKind.choices, required=False)
    state = serializers.ChoiceField(DeprecationState.choices, required=False)
    consumer = Text(required=False, help_text="The slug of a service that uses, or used, what ends.")


@describe_list(
    "deprecations", "List what is announced to end, the latest first", DeprecationFiltersSerializer
)
class DeprecationListView(FactListView[Deprecation]):
    """The deprecations; POST announces one."""

    serializer_class = DeprecationSerializer
    filters_class = DeprecationFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Deprecation]:
        return queries.deprecations(**filters)

    @extend_schema(
        operation_id="announce_deprecation",
        summary="Announce the end of a contract version, of an operation, or of a service",
        description="Its consumers are found and told. For members of the team that owns the service.",
        parameters=[IDEMPOTENCY_KEY],
        request=NewDeprecationSerializer,
        responses={201: DeprecationDetailSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        asked = NewDeprecationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        names = {name: said.get(name) or "" for name in ("service", "contract", "version", "operation")}
        announcement = Announcement(
            deprecated_at=said.get("deprecated_at"),
            sunset_at=said.get("sunset_at"),
            announced_at=said.get("announced_at"),
            successor=said.get("successor") or "",
            texts={name: said[name] for name in ("guide", "reason")},
        )
        made = actions.announce(actor_of(request), subject_of(**names), announcement)
        return _answer(made.pk, HTTPStatus.CREATED)


class DeprecationView(APIView):
    """One deprecation."""

    @extend_schema(
        operation_id="get_deprecation",
        summary="Get a deprecation, with how far each consumer is",
        parameters=[ETAG],
        responses={200: DeprecationDetailSerializer, 304: UNCHANGED},
    )
    def get(self, request: Request, deprecation: int) -> HttpResponseBase:
        answer = _answer(deprecation)
        return (
            get_conditional_response(request._request, etag=answer.headers["ETag"], response=answer) or answer
        )

    @extend_schema(
        operation_id="patch_deprecation",
        summary="Change the dates, the successor, the guide or the reason of a deprecation",
        description="What is left out stays. Dates move later at once; an earlier one waits in `date_change` until"
        " every affected consumer has agreed, which is answered 202. For members of the team that owns the service.",
        parameters=[IF_MATCH, ETAG],
        request=DeprecationDetailSerializer,
        responses={
            200: DeprecationDetailSerializer,
            202: OpenApiResponse(DeprecationDetailSerializer, "The dates wait for consent."),
        },
    )
    def patch(self, request: Request, deprecation: int) -> Response:
        found = queries.deprecation(deprecation)
        names = {
            name: value
            for name, value in deprecation_facts(found).items()
            if name in {"id", "kind", "service", "contract", "version", "operation"}
        }
        serializer = DeprecationDetailSerializer(data=request.data, partial=True, context={"names": names})
        serializer.is_valid(raise_exception=True)
        fields = dict(serializer.validated_data)
        if "successor" in fields:
            fields["successor"] = fields["successor"] or ""
        waiting = actions.change(actor_of(request), found, fields, request.headers.get("If-Match"))
        return _answer(deprecation, HTTPStatus.ACCEPTED if waiting else HTTPStatus.OK)


class ConsentListView(APIView):
    @extend_schema(
        operation_id="consent_to_dates",
        summary="Agree to the earlier dates that are asked for",
        description="For members of the team that owns an affected consumer. The dates are set when the last affected"
        " consumer has agreed. Again changes nothing.",
        request=ConsentRequestSerializer,
        responses=DeprecationDetailSerializer,
    )
    def post(self, request: Request, deprecation: int) -> Response:
        asked = ConsentRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        consumer = asked.validated_data.get("consumer", "")
        actions.consent(actor_of(request), queries.deprecation(deprecation), consumer)
        return _answer(deprecation)


class ClosingView(APIView, ABC):
    """Subclasses name the action that ends a deprecation."""

    act: Callable[[Person, Deprecation], None]

    def post(self, request: Request, deprecation: int) -> Response:
        self.act(actor_of(request), queries.deprecation(deprecation))
        return _answer(deprecation)


class RetirementView(ClosingView):
    act = staticmethod(actions.retire)

    @extend_schema(
        operation_id="retire_deprecated",
        summary="Say that what was to end is gone",
        description="Refused, with who still uses it and where, while a consumer is deployed, and before the sunset"
        " while one has not moved. A service gets the lifecycle `retired` by it. Again changes nothing."
        " For members of the team that owns the service.",
        request=None,
        responses=DeprecationDetailSerializer,
    )
    def post(self, request: Request, deprecation: int) -> Response:
        return super().post(request, deprecation)


class CancellationView(ClosingView):
    act = staticmethod(actions.cancel)

    @extend_schema(
        operation_id="cancel_deprecation",
        summary="Take an announcement back",
        description="What was to end lives on. Again changes nothing. For members of the team that owns the service.",
        request=None,
        responses=DeprecationDetailSerializer,
    )
    def post(self, request: Request, deprecation: int) -> Response:
        return super().post(request, deprecation)


def _answer(number: int, status: HTTPStatus = HTTPStatus.OK) -> Response:
    found = queries.deprecation(number)
    return Response(DeprecationDetailSerializer(found).data, status, headers={"ETag": found.etag})
