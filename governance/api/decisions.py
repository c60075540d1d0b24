"""How an answer of the gate looks: as JSON, and as text for shells and logs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from catalog.api.fields import JSON, TEXT
from catalog.api.plain import PlainRenderer, one_line
from governance.models import Decision
from governance.promotion.decide import Decision as Decided
from governance.promotion.facts import Facts
from governance.promotion.reasons import Effect
from governance.queries.reasons import about, page_of, passes_by_itself, reasons_to_json

RETRY_AFTER = "5"  # seconds; reviews take about that long
RETRIED = OpenApiParameter(
    "Retry-After",
    int,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="When to ask again; where a reason clears by itself, as an unfinished review does.",
)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why: what is so, what clears it, who must act, and where to look."""

    code = serializers.CharField()
    effect = serializers.ChoiceField(choices=[str(effect) for effect in Effect])
    message = serializers.CharField()
    remedy = serializers.CharField()
    responsible = serializers.CharField(allow_null=True)
    link = serializers.SerializerMethodField(help_text="The page of what it concerns.")
    about = serializers.SerializerMethodField(help_text="The page that says what the code means.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_link(self, reason: Mapping[str, Any]) -> str:
        return settings.PORTOLAN_PUBLIC_URL + page_of(reason)

    @extend_schema_field(OpenApiTypes.URI)
    def get_about(self, reason: Mapping[str, Any]) -> str:
        return about(reason["code"])


class StepSerializer(serializers.Serializer[Any]):
    service = serializers.CharField()
    action = serializers.CharField()


class JudgementSerializer(serializers.Serializer[Any]):
    """What was judged, why, and in which order things must go."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    reasons = ReasonSerializer(many=True)
    order = StepSerializer(many=True)


class DecisionSerializer(JudgementSerializer):
    """The gate's answer."""

    service = serializers.CharField()
    release = serializers.CharField()
    environment = serializers.CharField()
    effective_decision = serializers.ChoiceField(
        choices=Decision.choices, help_text="What counts: an allow where an override lets the release in."
    )


class DecisionText(PlainRenderer):
    """The first line is `allow`, `deny` or `unknown`: what counts, overrides included."""

    def lines(self, data: Mapping[str, Any]) -> Iterator[str]:
        yield data["effective_decision"]
        yield f"release: {data['service']} {data['release']} to {data['environment']}"
        if data["effective_decision"] != data["decision"]:
            yield f"overridden: by its own rules the gate says {data['decision']}"
        for reason in data["reasons"]:
            yield f"{reason['effect']}: {reason['code']}: {one_line(reason['message'])}"
            if reason["effect"] != Effect.INFO:
                yield f"    what clears it: {reason['remedy']}"
                yield f"    who acts: {reason['responsible'] or 'nobody in particular'}"
                yield f"    what it means: {reason['about']}"
        for number, step in enumerate(data["order"], 1):
            yield f"order {number}: {step['service']}: {one_line(step['action'])}"
        if "id" in data:
            yield f"promotion: {data['url']}"
        if data.get("valid_until"):
            yield f"valid until: {data['valid_until']}"


RENDERERS = [JSONRenderer, DecisionText]


def described(serializer: type[serializers.BaseSerializer[Any]], status: int = 200) -> dict[Any, Any]:
    """How an endpoint describes an answer that it gives as JSON or as text."""
    text = "The first line is `allow`, `deny` or `unknown`: what counts. The reasons follow, a line for each."
    return {(status, JSON): serializer, (status, TEXT): OpenApiResponse(OpenApiTypes.STR, text)}


def answer(facts: Facts, decision: Decided, effective: str) -> dict[str, Any]:
    """The members of a decision that is stored nowhere."""
    return {
        "service": facts.service,
        "release": facts.release,
        "environment": facts.environment,
        "decision": decision.decision,
        "effective_decision": effective,
        "reasons": reasons_to_json(decision.reasons),
        "order": [{"service": step.service, "action": step.action} for step in decision.order],
    }


def with_retry_after(response: Response) -> Response:
    """Say when to ask again, where the answer is unknown and becomes known by itself."""
    data = response.data
    if data["effective_decision"] == Decision.UNKNOWN and passes_by_itself(data["reasons"]):
        response["Retry-After"] = RETRY_AFTER
    return response
