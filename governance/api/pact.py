"""The gate in the shape in which a Pact Broker answers `can-i-deploy`, so that pipelines switch by their URL."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import BasicTokenAuthentication, BearerAuthentication
from catalog.api.fields import JSON, TEXT, Text
from catalog.api.plain import PlainRenderer, one_line
from catalog.api.strict import StrictSerializer
from catalog.queries import find
from governance.actions.promotions import ask
from governance.models import Decision
from governance.promotion.decide import Decision as Decided
from governance.promotion.facts import Facts
from governance.promotion.matrix import Pair, pairs
from governance.promotion.reasons import Effect
from governance.queries.promotions import effective_decision
from governance.queries.reasons import about

HAL = "application/hal+json"
DEPLOYABLE = {Decision.ALLOW: True, Decision.DENY: False, Decision.UNKNOWN: None}
NOTICES = {Effect.DENY: "error", Effect.UNKNOWN: "warning", Effect.WARN: "warning", Effect.INFO: "info"}
COUNTED = {True: "success", False: "failed", None: "unknown"}


class CanIDeployRequestSerializer(StrictSerializer):
    """Which version of which pacticipant would enter which environment."""

    pacticipant = Text(max_length=63, help_text="The service's slug.")
    version = Text(max_length=128, help_text="The release.")
    environment = Text(required=False, max_length=63)
    to = Text(required=False, max_length=63, help_text="The environment, where it is asked for by its tag.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        places = {attrs[name] for name in ("environment", "to") if name in attrs}
        if len(places) != 1:
            say = "Name one environment." if places else "Name the environment: what runs there decides."
            raise serializers.ValidationError({"environment": [say]})
        return attrs | {"environment": places.pop()}


class PactLinkSerializer(serializers.Serializer[Any]):
    href = serializers.CharField()


class PactLinksSerializer(serializers.Serializer[Any]):
    self = PactLinkSerializer()


class PacticipantVersionSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()


class PacticipantSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    version = PacticipantVersionSerializer(
        allow_null=True, help_text="Null where nothing there provides the contract."
    )
    _links = PactLinksSerializer()


class VerificationResultSerializer(serializers.Serializer[Any]):
    success = serializers.BooleanField()


class MatrixRowSerializer(serializers.Serializer[Any]):
    """A consumer and a provider, by the contract between them."""

    consumer = PacticipantSerializer()
    provider = PacticipantSerializer()
    contract = serializers.CharField()
    verificationResult = VerificationResultSerializer(allow_null=True, help_text="Null: it is not known.")  # noqa: N815  # Pact's name


class MatrixSummarySerializer(serializers.Serializer[Any]):
    deployable = serializers.BooleanField(allow_null=True, help_text="Null: it is not known.")
    reason = serializers.CharField()
    success = serializers.IntegerField()
    failed = serializers.IntegerField()
    unknown = serializers.IntegerField()


class NoticeSerializer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["success", "error", "warning", "info"])
    text = serializers.CharField()


class CanIDeploySerializer(serializers.Serializer[Any]):
    """The answer, with every pair that it rests on."""

    summary = MatrixSummarySerializer()
    notices = NoticeSerializer(many=True)
    matrix = MatrixRowSerializer(many=True)


class HalRenderer(JSONRenderer):
    """The media type that Pact's clients ask for."""

    media_type = HAL


class MatrixText(PlainRenderer):
    """The first line is `allow`, `deny` or `unknown`."""

    def lines(self, data: Mapping[str, Any]) -> Iterator[str]:
        yield next(str(word) for word, value in DEPLOYABLE.items() if value is data["summary"]["deployable"])
        for notice in data["notices"]:
            yield f"{notice['type']}: {one_line(notice['text'])}"


class CanIDeployView(APIView):
    """May this version be deployed there?"""

    authentication_classes = [BearerAuthentication, BasicTokenAuthentication]
    renderer_classes = [JSONRenderer, HalRenderer, MatrixText]

    @extend_schema(
        operation_id="can_i_deploy",
        summary="Ask the gate as a Pact Broker is asked",
        description="`deployable` is null where it is not known. A version that does not exist is not deployable, and"
        " one that nothing depends on and that depends on nothing is.",
        parameters=[CanIDeployRequestSerializer],
        responses={
            (200, JSON): CanIDeploySerializer,
            (200, HAL): CanIDeploySerializer,
            (200, TEXT): OpenApiResponse(
                OpenApiTypes.STR, "The first line is `allow`, `deny` or `unknown`; then the notices."
            ),
        },
    )
    def get(self, request: Request) -> Response:
        asked = CanIDeployRequestSerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        names = asked.validated_data
        environment = find.environment(names["environment"])
        facts, decision = ask(names["pacticipant"], names["version"], environment)
        effective = effective_decision(
            facts.service, facts.release, decision.decision, environment, timezone.now()
        )
        return Response(_answer(facts, decision, effective))


def _answer(facts: Facts, decision: Decided, effective: str) -> dict[str, Any]:
    found = list(pairs(facts))
    counts = Counter(COUNTED[pair.holds] for pair in found)
    overridden = effective != decision.decision
    weighty = [reason for reason in decision.reasons if str(reason.effect) == decision.decision]
    reasons = [reason.message for reason in weighty or decision.reasons]
    notices = [
        {"type": NOTICES[reason.effect], "text": f"{reason.message} See {about(reason.code)}"}
        for reason in decision.reasons
    ]
    if overridden:
        reasons.insert(0, f"By its own rules the gate says {decision.decision}; somebody has overridden it.")
        notices.insert(0, {"type": "warning", "text": reasons[0]})
    return {
        "summary": {
            "deployable": DEPLOYABLE[Decision(effective)],
            "reason": " ".join(reasons),
            **{name: counts[name] for name in COUNTED.values()},
        },
        "notices": notices,
        "matrix": [_row(pair) for pair in found],
    }


def _row(pair: Pair) -> dict[str, Any]:
    return {
        "consumer": _pacticipant(pair.consumer, pair.consumer_release),
        "provider": _pacticipant(pair.provider, pair.provider_release),
        "contract": pair.contract,
        "verificationResult": None if pair.holds is None else {"success": pair.holds},
    }


def _pacticipant(name: str, version: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "version": None if version is None else {"number": version},
        "_links": {"self": {"href": f"{settings.PORTOLAN_PUBLIC_URL}/services/{name}"}},
    }
