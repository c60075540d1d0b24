"""The deprecations as a calendar to subscribe to."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import BearerAuthentication, actor_of
from catalog.models import Person
from governance.actions.calendars import end_address, make_address
from governance.api.deprecation_shapes import DeprecationFiltersSerializer
from governance.queries.calendars import calendar_of, person_of_calendar
from governance.queries.deprecations import deprecations

MEDIA_TYPE = "text/calendar"


class CalendarAuthentication(BaseAuthentication):
    """`?token=` with the secret of a calendar's address. It is no bearer token, and opens this one calendar."""

    def authenticate(self, request: Request) -> tuple[Person, None] | None:
        secret = request.query_params.get("token")
        if not secret:
            return None
        person = person_of_calendar(secret)
        if person is None:
            raise AuthenticationFailed("This address has ended, or was none. Make a new one.")
        return person, None


class CalendarScheme(OpenApiAuthenticationExtension):
    """How the API's own contract describes it."""

    target_class = "governance.api.calendars.CalendarAuthentication"
    name = "calendar"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "apiKey", "in": "query", "name": "token"}


class CalendarAddressSerializer(serializers.Serializer[Any]):
    """It is in this answer alone."""

    url = serializers.URLField()


class CalendarView(APIView):
    authentication_classes = [BearerAuthentication, CalendarAuthentication, SessionAuthentication]

    @extend_schema(
        operation_id="get_deprecation_calendar",
        summary="Get the deprecations as a calendar (RFC 5545)",
        description="One event for each date of what was not cancelled. A calendar that can send no header subscribes"
        " to the address of POST /api/v1/deprecations/calendar.",
        parameters=[DeprecationFiltersSerializer],
        responses={(200, MEDIA_TYPE): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> HttpResponse:
        asked = {name: value for name, value in request.query_params.dict().items() if value}
        asked.pop("token", None)
        filters = DeprecationFiltersSerializer(data=asked)
        filters.is_valid(raise_exception=True)
        rows = deprecations(**filters.validated_data)
        if "state" not in asked:
            rows = rows.filter(cancelled_at=None)
        return HttpResponse(calendar_of(rows), content_type=f"{MEDIA_TYPE}; charset=utf-8")

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """It is a calendar whatever is accepted; errors are problem documents."""
        return super().perform_content_negotiation(request, force=True)


class CalendarAddressView(APIView):
    @extend_schema(
        operation_id="make_calendar_address",
        summary="Make the address that your calendar subscribes to",
        description="Your address before opens nothing any more.",
        request=None,
        responses={201: CalendarAddressSerializer},
    )
    def post(self, request: Request) -> Response:
        return Response({"url": make_address(actor_of(request))}, HTTPStatus.CREATED)

    @extend_schema(
        operation_id="end_calendar_address", summary="End your calendar's address", responses={204: None}
    )
    def delete(self, request: Request) -> Response:
        end_address(actor_of(request))
        return Response(status=HTTPStatus.NO_CONTENT)
