"""What a second library says of the message that proves a change."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.actions.replays import replay_change
from catalog.api.comparisons import ChangeSerializer, SinceSerializer, previous_of
from catalog.errors import NotReplayableError
from catalog.queries import find


class ReplayedChangeSerializer(serializers.Serializer[Any]):
    """What openapi-core says of the message that proves a change."""

    since = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)
    answer = serializers.ChoiceField(
        ["agrees", "disagrees"],
        help_text="Whether it accepts and refuses the message where the engine says so.",
    )
    reason = serializers.CharField(help_text="Why it disagrees; empty where it agrees.")
    change = ChangeSerializer()


class ReplayedChangeView(APIView):
    @extend_schema(
        operation_id="replay_contract_version_change",
        summary="Have a second library, openapi-core, judge the message that proves a change",
        description=(
            "The whole request or response is sent through openapi-core against both documents, within limits. "
            "Where that library cannot be asked, the answer is the problem `not-replayable`."
        ),
        parameters=[SinceSerializer],
        responses=ReplayedChangeSerializer,
    )
    def get(self, request: Request, service: str, contract: str, version: str, fingerprint: str) -> Response:
        asked = SinceSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        current = find.contract_version(service, contract, version)
        previous = previous_of(current, asked.validated_data.get("since"))
        change, replay = replay_change(previous, current, fingerprint)
        if replay.answer == "not replayed":
            raise NotReplayableError(f"The message was not replayed: {replay.reason}.")
        told = {"change": change, "answer": replay.answer, "reason": replay.reason}
        return Response(
            ReplayedChangeSerializer({"since": previous.version, "version": current.version, **told}).data
        )
