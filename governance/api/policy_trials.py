"""Try a policy before it is enforced."""

from collections import Counter
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.fields import Whole
from governance.actions.trials import Replayed, Trial, Tried, try_policy
from governance.api.policies import PolicyContentSerializer
from governance.models import Decision, PolicyVersion, Verdict

SHOWN = 500


class DraftSerializer(PolicyContentSerializer):
    """A policy as PUT takes it, and how far back it is to be tried."""

    days = Whole(
        default=30, min_value=1, max_value=366, help_text="How far back stored promotions are tried."
    )

    class Meta(PolicyContentSerializer.Meta):
        fields = (*PolicyVersion.CONTENT, "days")


class TriedSerializer(serializers.Serializer[Tried]):
    service = serializers.CharField()
    owner = serializers.CharField()
    state = serializers.ChoiceField(choices=Verdict.choices)
    message = serializers.CharField()


class ReplayedSerializer(serializers.Serializer[Replayed]):
    """A stored promotion that would have been decided otherwise."""

    promotion = serializers.IntegerField(source="promotion.pk")
    service = serializers.CharField(source="promotion.release.service.slug")
    release = serializers.CharField(source="promotion.release.version")
    environment = serializers.CharField(source="promotion.environment.slug")
    created_at = serializers.DateTimeField(source="promotion.created_at")
    decision = serializers.ChoiceField(choices=Decision.choices, source="promotion.decision")
    would_be = serializers.ChoiceField(choices=Decision.choices)
    state = serializers.ChoiceField(choices=Verdict.choices)
    message = serializers.CharField()


class StateCountsSerializer(serializers.Serializer[Any]):
    """How many services are in each state."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {state: serializers.IntegerField() for state in Verdict.values}


class TrialSerializer(serializers.Serializer[Any]):
    """Whom a draft would hit. Lists end after 500; the counts tell all."""

    counts = StateCountsSerializer()
    failing = TriedSerializer(many=True)
    unknown = TriedSerializer(many=True)
    enforced_in = serializers.ListField(
        child=serializers.CharField(), help_text="The environments to which promotions were tried."
    )
    promotions = ReplayedSerializer(many=True, help_text="Those that would have been decided otherwise.")
    promotions_without_document = serializers.IntegerField(
        help_text="Those from before facts documents were stored, which could not be tried."
    )


class PolicyTrialView(APIView):
    @extend_schema(
        operation_id="try_policy",
        summary="Try a draft of a policy against every service, and against the promotions of the last days",
        description="Nothing is stored. The policy need not be registered. A draft that is enforced nowhere is tried"
        " as if it were in every production environment. For the role governance and administrators.",
        request=DraftSerializer,
        responses=TrialSerializer,
    )
    def post(self, request: Request, policy: str) -> Response:
        asked = DraftSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        days = asked.validated_data.pop("days")
        trial = try_policy(actor_of(request), policy, asked.validated_data, days)
        return Response(TrialSerializer(_answer(trial)).data)


def _answer(trial: Trial) -> dict[str, Any]:
    counts = Counter(tried.state for tried in trial.services)
    return {
        "counts": {state: counts[state] for state in Verdict.values},
        "failing": [t for t in trial.services if t.state == Verdict.FAIL][:SHOWN],
        "unknown": [t for t in trial.services if t.state == Verdict.UNKNOWN][:SHOWN],
        "enforced_in": trial.enforced_in,
        "promotions": trial.promotions[:SHOWN],
        "promotions_without_document": trial.untold,
    }
