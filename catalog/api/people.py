"""People and their tokens."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog import access
from catalog.actions.people import issue_token, put_person, revoke_token
from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list, put_responses
from catalog.api.fields import Choice, Flag, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer
from catalog.models import Person, Role, Token, TokenScope
from catalog.queries import find, people

LIFETIME = timedelta(days=90)
LONGEST_LIFETIME = timedelta(days=366)


class PersonSerializer(FactSerializer[Person]):
    """Somebody who signs in, or in whose name a pipeline calls."""

    roles = serializers.ListField(child=Choice(Role.choices), default=list, max_length=10)
    active = Flag(source="is_active", default=True, help_text="Who is not active can do nothing.")
    password = Text(write_only=True, required=False, min_length=8, max_length=200, trim_whitespace=False)

    class Meta:
        model = Person
        fields = ("username", "name", "email", "roles", "active", "password", "created_at")
        read_only_fields = ("username",)


class TokenSerializer(FactSerializer[Token]):
    """A token; who has it acts as its person."""

    scope = Choice(
        TokenScope.choices,
        default=TokenScope.WRITE,
        help_text="With `read` nothing can be changed, with `write` all that the person may change.",
    )
    expires_at = serializers.DateTimeField(required=False, help_text="In 90 days where it is left out.")

    class Meta:
        model = Token
        fields: tuple[str, ...] = ("id", "name", "scope", "expires_at", "revoked_at", "created_at")
        read_only_fields = ("revoked_at",)

    def validate_expires_at(self, moment: datetime) -> datetime:
        if not timezone.now() < moment <= timezone.now() + LONGEST_LIFETIME:
            raise serializers.ValidationError("A token expires in the future, and within a year.")
        return moment


class IssuedTokenSerializer(TokenSerializer):
    """A new token with its secret, which is never shown again."""

    secret = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "secret")


class PersonView(APIView):
    @extend_schema(
        operation_id="get_person",
        summary="Get a person",
        description="For the person and administrators.",
        responses=PersonSerializer,
    )
    def get(self, request: Request, username: str) -> Response:
        access.require_self(actor_of(request), username)
        return Response(PersonSerializer(find.person(username)).data)

    @extend_schema(
        operation_id="put_person",
        summary="Register or replace a person",
        description="What is left out takes its default, but the password, which stays. For administrators.",
        request=PersonSerializer,
        responses=put_responses(PersonSerializer),
    )
    def put(self, request: Request, username: str) -> Response:
        return self._write(request, username, partial=False)

    @extend_schema(
        operation_id="patch_person",
        summary="Change a person",
        description="What is left out stays. For administrators.",
        request=PersonSerializer,
        responses=PersonSerializer,
    )
    def patch(self, request: Request, username: str) -> Response:
        access.require_role(actor_of(request), Role.ADMINISTRATOR)
        find.person(username)
        return self._write(request, username, partial=True)

    def _write(self, request: Request, username: str, *, partial: bool) -> Response:
        context = {"names": {"username": username}}
        serializer = PersonSerializer(data=request.data, partial=partial, context=context)
        serializer.is_valid(raise_exception=True)
        fields = serializer.validated_data
        person, created = put_person(actor_of(request), username, fields, fields.pop("password", None))
        return Response(PersonSerializer(person).data, HTTPStatus.CREATED if created else HTTPStatus.OK)


@describe_list("people", "List the people; for administrators")
class PersonListView(FactListView[Person]):
    serializer_class = PersonSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Person]:
        access.require_role(actor_of(self.request), Role.ADMINISTRATOR)
        return Person.objects.order_by("username")


@describe_list("tokens", "List the tokens of a person; for the person and administrators")
class TokenListView(FactListView[Token]):
    serializer_class = TokenSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Token]:
        access.require_self(actor_of(self.request), names["username"])
        return people.tokens_of(find.person(names["username"]))

    @extend_schema(
        operation_id="issue_token",
        summary="Make a token",
        description="Its secret is in this answer alone. For the person and administrators.",
        request=TokenSerializer,
        responses={201: IssuedTokenSerializer},
    )
    def post(self, request: Request, username: str) -> Response:
        access.require_self(actor_of(request), username)
        person = find.person(username)
        serializer = TokenSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        expires_at = asked.get("expires_at", timezone.now() + LIFETIME)
        token, secret = issue_token(actor_of(request), person, asked["name"], expires_at, asked["scope"])
        return Response({**TokenSerializer(token).data, "secret": secret}, HTTPStatus.CREATED)


class TokenView(APIView):
    @extend_schema(
        operation_id="revoke_token",
        summary="Revoke a token",
        description="For the person and administrators.",
        responses={204: None},
    )
    def delete(self, request: Request, username: str, token: int) -> Response:
        access.require_self(actor_of(request), username)
        revoke_token(actor_of(request), find.token(username, token))
        return Response(status=HTTPStatus.NO_CONTENT)
