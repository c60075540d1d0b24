"""The shapes of deprecations over REST: what is answered, and what is asked."""

from typing import Any

from rest_framework import serializers

from catalog.api.fields import Choice, DayField, Text
from catalog.api.strict import StrictSerializer
from governance.actions.retirement import LONGEST_REASON
from governance.models import (
    Deprecation,
    DeprecationKind,
    DeprecationOrigin,
    DeprecationState,
    MigrationState,
)
from governance.queries.deprecation_facts import deprecation_details_facts, deprecation_facts
from governance.queries.observed_ends import OBSERVATION_STATES

LONGEST_TEXT = 20_000
GUIDE = "How to move: Markdown, or the address of a page."
SUCCESSOR = "What to use instead: another version or operation of the contract, or another service."


class ProgressSerializer(serializers.Serializer[Any]):
    """How many consumers have moved; those who have not are in `migrations`."""

    consumers = serializers.IntegerField()
    migrated = serializers.IntegerField()


class UseSerializer(serializers.Serializer[Any]):
    """A live release that rests on what ends."""

    release = serializers.CharField()
    contract = serializers.CharField()
    built_against = serializers.CharField(allow_null=True)
    operations = serializers.ListField(child=serializers.CharField(), help_text="None named means all.")
    environments = serializers.ListField(child=serializers.CharField(), help_text="Where it runs.")


class ObservationSerializer(serializers.Serializer[Any]):
    """What is known of the consumer's calls to what ends, in an environment.

    `unknown`: it called operations that other versions have as well, and which version was not told.
    """

    environment = serializers.CharField()
    state = serializers.ChoiceField(OBSERVATION_STATES)
    last_seen = serializers.DateTimeField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True, help_text="Since when it is measured without a gap.")
    until = serializers.DateTimeField(allow_null=True, help_text="Until when it was measured.")


class EvidenceSerializer(serializers.Serializer[Any]):
    """What the state of a migration follows from."""

    latest_release = serializers.CharField(allow_null=True)
    uses = UseSerializer(many=True)
    observed = serializers.CharField(
        allow_null=True, help_text="`observations` as a sentence; null: no traffic is measured."
    )
    observations = ObservationSerializer(many=True)


class MigrationSerializer(serializers.Serializer[Any]):
    """A consumer: `pending`, `moving` (its latest release has moved, an older one still runs), or `migrated`."""

    consumer = serializers.CharField()
    owner = serializers.CharField()
    state = serializers.ChoiceField(MigrationState.choices)
    since = serializers.DateTimeField()
    evidence = EvidenceSerializer()


class AffectedSerializer(serializers.Serializer[Any]):
    consumer = serializers.CharField()
    owner = serializers.CharField()


class ConsentSerializer(AffectedSerializer):
    given_by = serializers.CharField()
    given_at = serializers.DateTimeField()


class DateChangeSerializer(serializers.Serializer[Any]):
    """Earlier dates, which come when everybody in `waiting_for` has agreed."""

    deprecated_at = serializers.DateField(allow_null=True)
    sunset_at = serializers.DateField(allow_null=True)
    requested_by = serializers.CharField()
    requested_at = serializers.DateTimeField()
    consents = ConsentSerializer(many=True)
    waiting_for = AffectedSerializer(many=True)


class DeprecationSerializer(StrictSerializer):
    """The announced end of a contract version, of an operation, or of a service."""

    id = serializers.IntegerField(read_only=True)
    kind = serializers.ChoiceField(DeprecationKind.choices, read_only=True, help_text="What ends.")
    service = serializers.CharField(read_only=True)
    owner = serializers.CharField(read_only=True)
    contract = serializers.CharField(read_only=True, allow_null=True)
    version = serializers.CharField(read_only=True, allow_null=True)
    operation = serializers.CharField(read_only=True, allow_null=True, help_text="Its key.")
    line = serializers.CharField(
        read_only=True, help_text="The major line in which the operation ends; blank: in every one."
    )
    state = serializers.ChoiceField(
        DeprecationState.choices, read_only=True, help_text="Follows from the dates."
    )
    origin = serializers.ChoiceField(DeprecationOrigin.choices, read_only=True)
    announced_at = serializers.DateField(read_only=True)
    deprecated_at = DayField(allow_null=True, required=False)
    sunset_at = DayField(allow_null=True, required=False, help_text="Ends at the end of the day, in UTC.")
    successor = Text(allow_null=True, allow_blank=True, required=False, max_length=1000, help_text=SUCCESSOR)
    guide = Text(allow_blank=True, required=False, max_length=LONGEST_TEXT, help_text=GUIDE)
    reason = Text(allow_blank=True, required=False, max_length=LONGEST_TEXT)
    progress = ProgressSerializer(read_only=True)
    created_by = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)
    retired_at = serializers.DateTimeField(read_only=True, allow_null=True)
    cancelled_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def to_representation(self, instance: Deprecation) -> dict[str, Any]:
        return super().to_representation(deprecation_facts(instance))


class DeprecationDetailSerializer(DeprecationSerializer):
    """A deprecation with how far each consumer is, and the dates that wait for consent."""

    migrations = MigrationSerializer(many=True, read_only=True)
    date_change = DateChangeSerializer(read_only=True, allow_null=True)

    def to_representation(self, instance: Deprecation) -> dict[str, Any]:
        return StrictSerializer.to_representation(self, deprecation_details_facts(instance))


class NewDeprecationSerializer(StrictSerializer):
    """What ends: a service alone, or a version or an operation of one of its contracts.

    A version beside an operation says in which major line that ends.
    """

    service = Text(max_length=63)
    contract = Text(max_length=63, required=False, allow_null=True)
    version = Text(max_length=128, required=False, allow_null=True)
    operation = Text(max_length=1000, required=False, allow_null=True)
    announced_at = DayField(required=False, allow_null=True, help_text="Today unless it was earlier.")
    deprecated_at = DayField(required=False, allow_null=True)
    sunset_at = DayField(required=False, allow_null=True, help_text="Ends at the end of the day, in UTC.")
    successor = Text(required=False, allow_null=True, allow_blank=True, max_length=1000, help_text=SUCCESSOR)
    guide = Text(default="", allow_blank=True, max_length=LONGEST_TEXT, help_text=GUIDE)
    reason = Text(default="", allow_blank=True, max_length=LONGEST_TEXT)


class ConsentRequestSerializer(StrictSerializer):
    """For which consumer; without one, for all affected ones of the teams that you are in."""

    consumer = Text(max_length=63, required=False)


class RetirementSerializer(StrictSerializer):
    """Nothing has to be said, unless there are calls that may be of it."""

    reason = Text(
        default="",
        allow_blank=True,
        max_length=LONGEST_REASON,
        help_text="Why calls of which nobody told the version are not of what ends.",
    )


class DeprecationFiltersSerializer(StrictSerializer):
    service = Text(required=False, help_text="The slug of the service that owns what ends.")
    contract = Text(required=False)
    kind = Choice(DeprecationKind.choices, required=False)
    state = Choice(DeprecationState.choices, required=False)
    consumer = Text(required=False, help_text="The slug of a service that uses, or used, what ends.")
