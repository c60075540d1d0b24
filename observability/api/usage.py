"""What gateways, meshes and pipelines observed: taken in batches, and listed by who called whom."""

from dataclasses import asdict
from typing import Any

from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.authentication import actor_of
from catalog.api.describe import describe_list
from catalog.api.fields import Slug, Text, Whole
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.errors import FieldError
from catalog.models import Environment
from catalog.models.fields import slug_validator
from catalog.queries import find
from observability.actions.usage import Batch, record_usage
from observability.actions.usage_names import Sample
from observability.models import CONSUMER_LENGTH, OPERATION_LENGTH, Measurement, ObservedDependency
from observability.queries.usage import measurements, observed_dependencies, with_calls

MOST_SAMPLES = 5_000
MOST_SERVICES = 1_000
MOST_CALLS = 10**15
consumer_validator = RegexValidator(
    r"^[!-~]+\Z", "Name the consumer in printable ASCII without spaces: its slug, or what the mesh calls it."
)


class SampleSerializer(StrictSerializer):
    """How often a consumer called an operation within the window."""

    consumer = Text(
        max_length=CONSUMER_LENGTH,
        validators=[consumer_validator],
        help_text="The slug of a service, or the name of a caller that nobody registered.",
    )
    service = Text(max_length=63, help_text="The service that was called.")
    contract = Text(max_length=63)
    version = Text(
        max_length=128,
        default="",
        allow_blank=True,
        help_text="The version of the contract, where the reporter can tell: from its path, a header or a parameter.",
    )
    operation = Text(
        max_length=OPERATION_LENGTH, help_text="As its document displays it, `GET /orders/{id}`, or its key."
    )
    count = Whole(
        min_value=1, max_value=MOST_CALLS, help_text="How many calls; who did not call is left out."
    )
    errors = Whole(  # type: ignore[assignment]  # the metaclass takes it away
        default=0, min_value=0, max_value=MOST_CALLS, help_text="How many of them failed."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["errors"] > attrs["count"]:
            raise serializers.ValidationError({"errors": ["More calls failed than there were."]})
        return attrs


class UsageSerializer(StrictSerializer):
    """What a source observed in an environment from one instant to another."""

    environment = Slug(queryset=Environment.objects.all())
    source = Text(  # type: ignore[assignment]  # the metaclass takes it away
        max_length=63,
        default="default",
        validators=[slug_validator],
        help_text="Who counted. The same source's count of the same window is replaced, never added to.",
    )
    to = serializers.DateTimeField(help_text="The end of the window, at most a day after its beginning.")
    samples = serializers.ListField(child=SampleSerializer(), max_length=MOST_SAMPLES)
    measured = serializers.ListField(
        child=Text(max_length=63),
        default=list,
        max_length=MOST_SERVICES,
        help_text="Services whose whole traffic was seen, also those that nobody called.",
    )

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        begins = serializers.DateTimeField(help_text="The beginning of the window (RFC 3339).")
        return {"from": begins} | super().get_fields()  # `from` is no name for an attribute in Python

    @property
    def batch(self) -> Batch:
        said = self.validated_data
        samples = [
            Sample(calls=sample["count"], **{name: sample[name] for name in sample if name != "count"})
            for sample in said["samples"]
        ]
        return Batch(
            environment=said["environment"],
            source=said["source"],
            begins_at=said["from"],
            ends_at=said["to"],
            samples=samples,
            measured=said["measured"],
        )


class RefusedSerializer(serializers.Serializer[FieldError]):
    """What was not recorded: where in the request it stands, and why."""

    pointer = serializers.CharField()
    detail = serializers.CharField(source="message")


class RecordedSerializer(serializers.Serializer[Any]):
    """What became of the batch."""

    recorded = serializers.IntegerField(help_text="How many samples were recorded.")
    refused = RefusedSerializer(many=True)


class UsageView(APIView):
    """Where usage is reported. A higher app that judges by it names its own action for that."""

    record = staticmethod(record_usage)

    @extend_schema(
        operation_id="report_usage",
        summary="Report who called which operations, and how often",
        description="Each sample that names what is registered is recorded; `refused` says of each other one why it was"
        " not. A consumer need not be registered: then it is shown as one that should be. To send the same again"
        " changes nothing. For members of the teams that own the called services, the role governance and"
        " administrators.",
        request=UsageSerializer,
        responses=RecordedSerializer,
    )
    def post(self, request: Request) -> Response:
        asked = UsageSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        recorded = self.record(actor_of(request), asked.batch)
        return Response(RecordedSerializer(asdict(recorded)).data)


class ObservedDependencySerializer(FactSerializer[ObservedDependency]):
    """Somebody who was observed to call an operation; the calls are those of the last 30 days."""

    environment = Slug(read_only=True)
    service = serializers.CharField(source="contract.service.slug", read_only=True)
    contract = Slug(read_only=True)
    version = serializers.CharField(
        source="contract_version.version",
        read_only=True,
        allow_null=True,
        default=None,
        help_text="Null: not told.",
    )
    registered = serializers.BooleanField(
        read_only=True, help_text="Whether a service of that name is registered."
    )
    declared = serializers.BooleanField(
        read_only=True,
        help_text="Whether a release of the consumer that ran then, or is the latest, declares the operation.",
    )
    calls = serializers.IntegerField(read_only=True)
    errors = serializers.IntegerField(read_only=True)  # type: ignore[assignment]  # the metaclass takes it away

    class Meta:
        model = ObservedDependency
        fields = (
            *("environment", "service", "contract", "version", "operation", "consumer", "registered"),
            *("declared", "calls", "errors", "first_seen", "last_seen"),
        )
        read_only_fields = fields


class OptionalFlag(serializers.BooleanField):
    """True or false in an address, where to leave it out is neither (and not false, as in a form)."""

    default_empty_html = empty


class ObservedFiltersSerializer(StrictSerializer):
    service = Text(required=False, help_text="The slug of the service that was called.")
    contract = Text(required=False)
    environment = Text(required=False)
    consumer = Text(required=False, help_text="Who called.")
    operation = Text(required=False, help_text="The key of an operation: `GET /orders/{}`.")
    registered = OptionalFlag(required=False)
    declared = OptionalFlag(required=False)


class MeasurementSerializer(FactSerializer[Measurement]):
    """The traffic of the service is measured there, without a gap of more than a day from `since` to `until`."""

    environment = Slug(read_only=True)

    class Meta:
        model = Measurement
        fields = ("environment", "since", "until")
        read_only_fields = fields


@describe_list(
    "observed_dependencies",
    "List who was observed to call whom in the last 30 days, the latest first",
    ObservedFiltersSerializer,
)
class ObservedDependencyListView(FactListView[ObservedDependency]):
    serializer_class = ObservedDependencySerializer
    filters_class = ObservedFiltersSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[ObservedDependency]:
        now = timezone.now()
        return with_calls(observed_dependencies(now, **filters), now)


@describe_list("measurements", "List where the traffic of a service is measured, and since when")
class MeasurementListView(FactListView[Measurement]):
    serializer_class = MeasurementSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[Measurement]:
        return measurements(find.service(names["service"]))
