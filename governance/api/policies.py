"""Policies over REST: written, read, listed, with every version."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.describe import describe_fact, describe_list
from catalog.api.facts import FactView
from catalog.api.fields import Choice, Slug, Text
from catalog.api.landscape import WRITERS
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import Person
from catalog.queries import find
from governance.actions.policies import put_policy
from governance.models import Enforcement, Policy, PolicySeverity, PolicyVersion
from governance.policy.model import MAX_WAIVER
from governance.queries.policies import policies, policy, policy_versions

LONG = 20_000
MOST = 50


class Expression(Text):
    """CEL as it was written: mistakes are told by line and column, so nothing is taken off its beginning."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "max_length": LONG, **options})


class PolicyContentSerializer(FactSerializer[Any]):
    """What a policy says: expressions in CEL over the facts document of a service."""

    title = Text(max_length=200)
    scope = Expression(
        allow_blank=True,
        default="",
        help_text="To which services it applies; empty: to all.",
    )
    variables = serializers.DictField(
        child=Expression(), default=dict, help_text="Named expressions that the others may use."
    )
    rule = Expression(help_text="What holds.")
    message = Expression(
        allow_blank=True,
        default="",
        help_text="The sentence for a service for which it does not hold; empty: the title.",
    )
    rationale = Text(max_length=LONG, allow_blank=True, default="", help_text="Why, in Markdown.")
    remediation = Text(max_length=LONG, allow_blank=True, default="", help_text="What to do, in Markdown.")
    severity = Choice(choices=PolicySeverity.choices, default=PolicySeverity.MEDIUM)
    categories = serializers.ListField(child=Text(max_length=60), default=list, max_length=MOST)
    enforcement = serializers.DictField(
        child=Choice(choices=Enforcement.choices),
        default=dict,
        help_text="By environment; `audit` where one is not named.",
    )
    effective_at = serializers.DateTimeField(
        allow_null=True, default=None, help_text="Before this instant nothing is enforced."
    )
    max_waiver = Text(
        max_length=40,
        default=MAX_WAIVER,
        help_text="How long a waiver may last: an ISO 8601 duration of whole days, as P30D. P0D: there is none.",
    )

    class Meta:
        model = PolicyVersion
        fields: tuple[str, ...] = PolicyVersion.CONTENT


class PolicySerializer(FactSerializer[Policy]):
    """A governance rule, as its current version says it."""

    version = serializers.IntegerField(source="current.number", read_only=True)
    changed_by = Slug(slug_field="username", source="current.created_by", read_only=True)

    class Meta:
        model = Policy
        fields = ("slug", "version", "changed_by", "created_at", "updated_at")
        read_only_fields = ("slug",)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        content = PolicyContentSerializer().get_fields()
        for name, field in content.items():
            field.source = f"current.{name}"
        return content | super().get_fields()


class PolicyVersionSerializer(PolicyContentSerializer):
    """A policy as it was said from then on."""

    version = serializers.IntegerField(source="number", read_only=True)
    created_by = Slug(slug_field="username", read_only=True)

    class Meta(PolicyContentSerializer.Meta):
        fields = (*PolicyVersion.CONTENT, "version", "created_at", "created_by")


class PolicyFiltersSerializer(StrictSerializer):
    severity = Choice(choices=PolicySeverity.choices, required=False)
    category = Text(required=False)
    enforcement = Choice(choices=Enforcement.choices, required=False)
    environment = Text(required=False, help_text="Where `enforcement` is meant; without it, anywhere.")


@describe_fact("policy", PolicySerializer, WRITERS)
class PolicyView(FactView):
    serializer_class = PolicySerializer

    def find(self, **names: str) -> Policy:
        return policy(names["policy"])

    def write(
        self, actor: Person, names: dict[str, str], fields: dict[str, Any], if_match: str | None
    ) -> tuple[Policy, bool]:
        return put_policy(actor, names["policy"], fields.get("current", {}), if_match)


@describe_list("policies", "List the policies", PolicyFiltersSerializer)
class PolicyListView(FactListView[Policy]):
    serializer_class = PolicySerializer
    filters_class = PolicyFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Policy]:
        return policies(**filters)


@describe_list("policy_versions", "List every version that a policy ever had, the latest first")
class PolicyVersionListView(FactListView[PolicyVersion]):
    serializer_class = PolicyVersionSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[PolicyVersion]:
        return policy_versions(names["policy"])


class PolicyVersionView(APIView):
    @extend_schema(
        operation_id="get_policy_version",
        summary="Get a policy as one of its versions says it",
        responses=PolicyVersionSerializer,
    )
    def get(self, request: Request, policy: str, version: int) -> Response:
        found = find.one(policy_versions(policy), f"Version {version} of the policy {policy}", number=version)
        return Response(PolicyVersionSerializer(found).data)
