"""Scorecards and campaigns over REST."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Choice, Text
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import Person, ServiceKind
from catalog.queries import find
from governance.actions.scorecards import put_campaign, put_scorecard
from governance.models import Campaign, Scorecard, Standing, Verdict
from governance.queries import scorecards as queries

WRITERS = "the role governance and administrators"
LONGEST_HISTORY = 366


class LevelSerializer(StrictSerializer):
    """A level and the policies that it adds to those below."""

    name = Text(max_length=60)
    policies = serializers.ListField(child=Text(max_length=63), min_length=1, max_length=200)


class ScorecardSerializer(FactSerializer[Scorecard]):
    """Policies in levels, the lowest first."""

    levels = serializers.ListField(child=LevelSerializer(), min_length=1, max_length=10)

    class Meta:
        model = Scorecard
        fields = ("slug", "title", "description", "levels", "created_at", "updated_at")
        read_only_fields = ("slug",)

    def validate_levels(self, levels: list[dict[str, Any]]) -> list[dict[str, Any]]:
        twice = [name for name, count in Counter(level["name"] for level in levels).items() if count > 1]
        if twice:
            raise serializers.ValidationError(f"Two levels have the name {twice[0]}.")
        return levels


class ScopeSerializer(StrictSerializer):
    """Which services; what is left out excludes nobody."""

    domains = serializers.ListField(child=Text(max_length=63), default=list, max_length=100)
    teams = serializers.ListField(child=Text(max_length=63), default=list, max_length=100)
    tiers = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=4), default=list, max_length=4
    )
    kinds = serializers.ListField(child=Choice(ServiceKind.choices), default=list, max_length=10)


class OwingSerializer(serializers.Serializer[Any]):
    """A service that does not keep the campaign yet, and the policies that it owes."""

    service = serializers.CharField()
    owner = serializers.CharField()
    policies = serializers.ListField(child=serializers.CharField())


class CampaignProgressSerializer(serializers.Serializer[Any]):
    done = serializers.IntegerField()
    waived = serializers.IntegerField(
        help_text="How many of those are done only for as long as a waiver lasts."
    )
    total = serializers.IntegerField()
    percent = serializers.IntegerField()
    owing = OwingSerializer(many=True)


class CampaignSerializer(FactSerializer[Campaign]):
    """A policy set that services in a scope have to keep by a day."""

    policies = serializers.ListField(child=Text(max_length=63), min_length=1, max_length=200)
    scope = ScopeSerializer(default=dict)
    starts_on = serializers.DateField(default=lambda: timezone.now().date())
    progress = serializers.SerializerMethodField(help_text="How far it is now.")

    class Meta:
        model = Campaign
        fields: tuple[str, ...] = (
            *("slug", "title", "description", "policies", "scope", "starts_on", "due_on"),
            *("progress", "created_at", "updated_at"),
        )
        read_only_fields = ("slug",)

    @extend_schema_field(CampaignProgressSerializer)
    def get_progress(self, found: Campaign) -> dict[str, Any]:
        how_far = queries.progress(found)
        owing = [
            {"service": service.slug, "owner": service.owner.slug, "policies": list(slugs)}
            for service, slugs in how_far.owing
        ]
        return {
            "done": how_far.done,
            "waived": how_far.waived,
            "total": how_far.total,
            "percent": how_far.percent,
            "owing": owing,
        }

    def validate_scope(self, scope: dict[str, Any]) -> dict[str, Any]:
        return {"domains": [], "teams": [], "tiers": [], "kinds": []} | scope

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "due_on" in attrs and "starts_on" in attrs and attrs["due_on"] < attrs["starts_on"]:
            raise serializers.ValidationError({"due_on": ["A campaign is due after it has started."]})
        return attrs


class ListedCampaignSerializer(CampaignSerializer):
    """A campaign without its progress, which its own address tells."""

    class Meta(CampaignSerializer.Meta):
        fields = tuple(name for name in CampaignSerializer.Meta.fields if name != "progress")


@describe_fact("scorecard", ScorecardSerializer, WRITERS)
class ScorecardView(FactView):
    serializer_class = ScorecardSerializer

    def find(self, **names: str) -> Scorecard:
        return queries.scorecard(names["scorecard"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Scorecard, bool]:
        return put_scorecard(actor, names["scorecard"], fields, if_match)


@describe_list("scorecards", "List the scorecards")
class ScorecardListView(FactListView[Scorecard]):
    serializer_class = ScorecardSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Scorecard]:
        return Scorecard.objects.order_by("slug")


@describe_fact("campaign", CampaignSerializer, WRITERS)
class CampaignView(FactView):
    serializer_class = CampaignSerializer

    def find(self, **names: str) -> Campaign:
        return queries.campaign(names["campaign"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Campaign, bool]:
        return put_campaign(actor, names["campaign"], fields, if_match)


@describe_list("campaigns", "List the campaigns")
class CampaignListView(FactListView[Campaign]):
    serializer_class = ListedCampaignSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Campaign]:
        return Campaign.objects.order_by("slug")


class WhoseSerializer(StrictSerializer):
    service = Text(required=False)
    team = Text(required=False)
    domain = Text(required=False)


class StandingSerializer(serializers.ModelSerializer[Standing]):
    """How a service stands by a scorecard."""

    service = serializers.CharField(source="service.slug")
    owner = serializers.CharField(source="service.owner.slug")
    level = serializers.SerializerMethodField(help_text="Null where not even the lowest is reached.")

    class Meta:
        model = Standing
        fields = ("service", "owner", "level", "holding", "applying", "day")

    def get_level(self, standing: Standing) -> str | None:
        return standing.scorecard.level_names[standing.level - 1] if standing.level else None


@describe_list("standings", "List how services stand by a scorecard, the best first", WhoseSerializer)
class StandingListView(FactListView[Standing]):
    serializer_class = StandingSerializer
    filters_class = WhoseSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Standing]:
        rows = queries.standings(queries.scorecard(names["scorecard"]), **filters)
        return rows.select_related("scorecard")


class HistoryQuerySerializer(WhoseSerializer):
    days = serializers.IntegerField(required=False, min_value=1, max_value=LONGEST_HISTORY, default=90)


class DaySerializer(serializers.Serializer[Any]):
    """A day: the services at each level (`none` is below the lowest), and the share of policies that held."""

    day = serializers.DateField()
    levels = serializers.DictField(child=serializers.IntegerField())
    share = serializers.FloatField(allow_null=True)


class ScorecardHistoryView(APIView):
    @extend_schema(
        operation_id="get_scorecard_history",
        summary="How a service, a team, a domain or everybody stood by a scorecard, day by day",
        parameters=[HistoryQuerySerializer],
        responses=inline_serializer("ScorecardHistory", {"results": DaySerializer(many=True)}),
    )
    def get(self, request: Request, scorecard: str) -> Response:
        asked = HistoryQuerySerializer(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        whose = dict(asked.validated_data)
        since = timezone.now().date() - timedelta(days=whose.pop("days"))
        days = queries.history(queries.scorecard(scorecard), **whose, since=since)
        return Response({"results": DaySerializer(days, many=True).data})


class ServiceScorecardSerializer(serializers.Serializer[Any]):
    """How a service stands by one scorecard; a policy that was not judged yet is unknown.

    Where none of its policies applies, there is no level and no next one.
    """

    scorecard = serializers.CharField()
    title = serializers.CharField()
    level = serializers.CharField(allow_null=True)
    next_level = serializers.CharField(allow_null=True)
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="The policies that keep it from the next level."
    )
    policies = serializers.DictField(child=serializers.ChoiceField(Verdict.choices))


class ServiceScorecardsView(APIView):
    @extend_schema(
        operation_id="get_service_scorecards",
        summary="How a service stands by every scorecard",
        responses=inline_serializer("ServiceScorecards", {"results": ServiceScorecardSerializer(many=True)}),
    )
    def get(self, request: Request, service: str) -> Response:
        found = [_stands(stand) for stand in queries.stands_of(find.service(service))]
        return Response({"results": ServiceScorecardSerializer(found, many=True).data})


def _stands(stand: queries.Stand) -> dict[str, Any]:
    card, reached = stand.card, stand.reached
    return {
        "scorecard": card.slug,
        "title": card.title,
        "level": card.level_names[reached - 1] if reached else None,
        "next_level": stand.next_level["name"] if stand.next_level else None,
        "missing": stand.missing,
        "policies": stand.states,
    }
