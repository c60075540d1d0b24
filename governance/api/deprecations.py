"""Deprecations over REST: announced, changed, agreed to, cancelled and retired."""

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import ETAG, IDEMPOTENCY_KEY, IF_MATCH, UNCHANGED, describe_list
from catalog.api.idempotency import idempotent
from catalog.api.lists import FactListView
from governance.actions import deprecations as actions
from governance.actions.deprecations import Announcement
from governance.api.deprecation_shapes import (
    ConsentRequestSerializer,
    DeprecationDetailSerializer,
    DeprecationFiltersSerializer,
    DeprecationSerializer,
    NewDeprecationSerializer,
    RetirementSerializer,
)
from governance.models import Deprecation
from governance.queries import deprecations as queries
from governance.queries.deprecation_facts import deprecation_facts
from governance.queries.subjects import subject_of


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


class RetirementView(APIView):
    @extend_schema(
        operation_id="retire_deprecated",
        summary="Say that what was to end is gone",
        description="Refused, with who still uses it and where, while a consumer is deployed or was observed in the"
        " last 30 days, and before the sunset while one has not moved. Calls that nothing tells from those of another"
        " version hold it as well, unless `reason` says why they are not of it. A service gets the lifecycle `retired`"
        " by it. Again changes nothing. For members of the team that owns the service.",
        request=RetirementSerializer,
        responses=DeprecationDetailSerializer,
    )
    def post(self, request: Request, deprecation: int) -> Response:
        asked = RetirementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actions.retire(actor_of(request), queries.deprecation(deprecation), asked.validated_data["reason"])
        return _answer(deprecation)


class CancellationView(APIView):
    @extend_schema(
        operation_id="cancel_deprecation",
        summary="Take an announcement back",
        description="What was to end lives on. Again changes nothing. For members of the team that owns the service.",
        request=None,
        responses=DeprecationDetailSerializer,
    )
    def post(self, request: Request, deprecation: int) -> Response:
        actions.cancel(actor_of(request), queries.deprecation(deprecation))
        return _answer(deprecation)


def _answer(number: int, status: HTTPStatus = HTTPStatus.OK) -> Response:
    found = queries.deprecation(number)
    return Response(DeprecationDetailSerializer(found).data, status, headers={"ETag": found.etag})
