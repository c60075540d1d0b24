"""Try a policy before it is enforced."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.fields import Whole
from governance.actions.trial_jobs import try_draft
from governance.api.policies import PolicyContentSerializer
from governance.models import Decision, PolicyTrial, PolicyVersion, Verdict
from governance.queries.policies import policy_trial


class DraftSerializer(PolicyContentSerializer):
    """A policy as PUT takes it, and how far back it is to be tried."""

    days = Whole(
        default=30, min_value=1, max_value=366, help_text="How far back stored promotions are tried."
    )

    class Meta(PolicyContentSerializer.Meta):
        fields = (*PolicyVersion.CONTENT, "days")


class TriedSerializer(serializers.Serializer[Any]):
    service = serializers.CharField()
    owner = serializers.CharField()
    state = serializers.ChoiceField(choices=Verdict.choices)
    message = serializers.CharField()


class UntriedSerializer(serializers.Serializer[Any]):
    """A stored promotion whose document lacks what the draft reads: it was made before there was such a member."""

    promotion = serializers.IntegerField()
    service = serializers.CharField()
    release = serializers.CharField()
    environment = serializers.CharField()
    created_at = serializers.DateTimeField()
    decision = serializers.ChoiceField(choices=Decision.choices)
    message = serializers.CharField()


class ReplayedSerializer(UntriedSerializer):
    """A stored promotion that would have been decided otherwise."""

    would_be = serializers.ChoiceField(choices=Decision.choices)
    state = serializers.ChoiceField(choices=Verdict.choices)


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
    promotions_tried = serializers.IntegerField(help_text="The latest ones, 20,000 at most.")
    promotions_changed = serializers.IntegerField(
        help_text="How many of them would have been decided otherwise."
    )
    lacking = UntriedSerializer(
        many=True, default=list, help_text="Those whose stored document is older than what the draft reads."
    )
    promotions_lacking = serializers.IntegerField(
        default=0, help_text="How many those are; they count as not tried."
    )
    promotions_without_document = serializers.IntegerField(
        help_text="Those from before facts documents were stored, which could not be tried."
    )


class TrialJobSerializer(serializers.ModelSerializer[PolicyTrial]):
    """A trial in the background: `done` of `total` services and promotions are looked at."""

    trial = TrialSerializer(source="told", allow_null=True, help_text="Null until it is done.")

    class Meta:
        model = PolicyTrial
        fields = ("id", "policy", "days", "state", "done", "total", "trial", "created_at", "finished_at")


class PolicyTrialView(APIView):
    @extend_schema(
        operation_id="try_policy",
        summary="Try a draft of a policy against every service, and against the promotions of the last days",
        description="The policy need not be registered. A draft that is enforced nowhere is tried as if it were in"
        " every production environment. A small landscape is answered at once, and nothing is stored. For a large one"
        " the trial is made in the background, and `Location` names where it is found. For the role governance and"
        " administrators.",
        request=DraftSerializer,
        responses={200: TrialSerializer, 202: TrialJobSerializer},
    )
    def post(self, request: Request, policy: str) -> Response:
        asked = DraftSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        days = asked.validated_data.pop("days")
        tried = try_draft(actor_of(request), policy, asked.validated_data, days)
        if not isinstance(tried, PolicyTrial):
            return Response(TrialSerializer(tried).data)
        place = f"/api/v1/policies/{policy}/trials/{tried.pk}"
        headers = {"Location": place, "Retry-After": "5"}
        return Response(TrialJobSerializer(tried).data, status=HTTPStatus.ACCEPTED, headers=headers)


class TrialJobView(APIView):
    @extend_schema(
        operation_id="get_policy_trial",
        summary="Get a trial that is made in the background, and its answer when it is done",
        description="It is kept for 30 days.",
        responses=TrialJobSerializer,
    )
    def get(self, request: Request, policy: str, trial: int) -> Response:
        return Response(TrialJobSerializer(policy_trial(policy, trial)).data)
