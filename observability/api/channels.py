"""Channels: where alerts go."""

from http import HTTPStatus
from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import ETAG, IF_MATCH, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Flag, Slug, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer
from catalog.models import Person, Team
from catalog.models.fields import Revised
from observability.actions.channels import put_channel, try_channel
from observability.channels.outcome import Outcome
from observability.models import Channel
from observability.queries import channels


class ChannelSerializer(FactSerializer[Channel]):
    """A channel. Its secret signs what is sent (Standard Webhooks), and is shown only when it is registered."""

    team = Slug(
        queryset=Team.objects.all(),
        allow_null=True,
        default=None,
        help_text="Whose alerts go there; null: everybody's.",
    )
    secret = Text(
        write_only=True,
        required=False,
        max_length=200,
        help_text="`whsec_` and the base64 of 24 to 64 random bytes. Left out, it is made, and then kept. For a day"
        " after a change, what is sent is signed with the one before as well.",
    )
    enabled = Flag(default=True, help_text="A receiver that answers 410 Gone disables its channel.")

    class Meta:
        model = Channel
        fields: tuple[str, ...] = (
            "slug",
            "kind",
            "url",
            "secret",
            "team",
            "enabled",
            "disabled_at",
            "disabled_reason",
            "created_at",
            "updated_at",
        )
        read_only_fields = ("slug", "disabled_at", "disabled_reason")


class RegisteredChannelSerializer(ChannelSerializer):
    """A new channel with its secret, which is never shown again."""

    secret = serializers.CharField(read_only=True)  # type: ignore[assignment]  # shown here, taken there


class OutcomeSerializer(serializers.Serializer[Outcome]):
    """What came of the test: `status` is what the receiver answered, `error` why it is not delivered."""

    delivered = serializers.BooleanField()
    status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField(allow_blank=True)


@extend_schema_view(
    get=extend_schema(
        operation_id="get_channel",
        summary="Get a channel",
        description="A channel is known to its team's members and to administrators; to others it is not there.",
        responses=ChannelSerializer,
        parameters=[ETAG],
    ),
    put=extend_schema(
        operation_id="put_channel",
        summary="Register or replace a channel",
        description="What is left out takes its default, but the secret, which stays. A disabled channel is enabled"
        " again. For leads and maintainers of its team, and for administrators, who alone write channels of no team.",
        request=ChannelSerializer,
        responses={
            200: OpenApiResponse(ChannelSerializer, "It was registered before; this is how it stands now."),
            201: OpenApiResponse(RegisteredChannelSerializer, "It is registered. Keep the secret."),
        },
        parameters=[IF_MATCH, ETAG],
    ),
)
class ChannelView(FactView):
    serializer_class = ChannelSerializer
    http_method_names = ["get", "head", "put", "options"]

    def find(self, **names: str) -> Channel:
        return channels.channel(actor_of(self.request), names["channel"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Channel, bool]:
        return put_channel(actor, names["channel"], fields, if_match)

    def _answer(self, thing: Revised, status: HTTPStatus = HTTPStatus.OK) -> Response:
        answer = super()._answer(thing, status)
        if status == HTTPStatus.CREATED:
            answer.data = RegisteredChannelSerializer(cast("Channel", thing)).data
        return answer


@describe_list("channels", "List the channels that you may know of")
class ChannelListView(FactListView[Channel]):
    serializer_class = ChannelSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Channel]:
        return channels.channels(actor_of(self.request))


class ChannelTestView(APIView):
    @extend_schema(
        operation_id="test_channel",
        summary="Send a test event to a channel, and say what came of it",
        description="For those who may write the channel. Nothing is stored, and nothing is sent again.",
        request=None,
        responses=OutcomeSerializer,
    )
    def post(self, request: Request, channel: str) -> Response:
        actor = actor_of(request)
        return Response(OutcomeSerializer(try_channel(actor, channels.channel(actor, channel))).data)
