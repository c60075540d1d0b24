"""Reviews over REST."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import RetrieveAPIView

from governance.models import Finding, Review, ReviewState, Verdict
from governance.queries.reviews import review_details


class ReviewReferenceSerializer(serializers.ModelSerializer[Review]):
    """Where a review stands, and where to ask again."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = ["id", "url", "state"]

    def get_url(self, review: Review) -> str:
        return f"{settings.PORTOLAN_PUBLIC_URL}/api/v1/reviews/{review.pk}"


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """A breaking or dangerous change; `change` is all that the engine says of it."""

    class Meta:
        model = Finding
        fields = [
            "rule_id",
            "severity",
            "direction",
            "operations",
            "fields",
            "fingerprint",
            "message",
            "change",
        ]


class ImpactedChangeSerializer(serializers.Serializer[Any]):
    fingerprint = serializers.CharField()
    message = serializers.CharField()


class ImpactedSerializer(serializers.Serializer[Any]):
    """A consumer that the version would break, judged from the version that it was built against."""

    service = serializers.CharField()
    owner = serializers.CharField()
    release = serializers.CharField()
    built_against = serializers.CharField(allow_null=True)
    environments = serializers.ListField(child=serializers.CharField())
    operations = serializers.ListField(child=serializers.CharField())
    changes = ImpactedChangeSerializer(many=True)


class UndecidedSerializer(serializers.Serializer[Any]):
    pointer = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    operations = serializers.ListField(child=serializers.CharField())


class ReviewSerializer(ReviewReferenceSerializer):
    """A review with all that it found."""

    service = serializers.CharField(source="contract_version.contract.service.slug")
    contract = serializers.CharField(source="contract_version.contract.slug")
    version = serializers.CharField(source="contract_version.version")
    state = serializers.ChoiceField(choices=ReviewState.choices)
    verdict = serializers.SerializerMethodField()
    baseline = serializers.CharField(source="baseline.version", default=None, allow_null=True)
    findings = FindingSerializer(many=True)
    impacted = ImpactedSerializer(many=True)
    undecided = UndecidedSerializer(many=True)

    class Meta:
        model = Review
        fields = [
            *("id", "url", "service", "contract", "version", "state", "verdict", "summary", "baseline"),
            *("engine_version", "findings", "impacted", "undecided", "created_at", "finished_at"),
        ]

    @extend_schema_field(serializers.ChoiceField(choices=Verdict.choices, allow_null=True))
    def get_verdict(self, review: Review) -> str | None:
        """None until the review is done."""
        return review.verdict or None


class ReviewDetail(RetrieveAPIView[Review]):
    """One review: where it stands, its verdict, what it found, and whom the version would hit."""

    serializer_class = ReviewSerializer
    queryset = review_details()
    lookup_url_kwarg = "review"

    @extend_schema(operation_id="getReview")
    def get(self, *args: Any, **kwargs: Any) -> Any:
        return super().get(*args, **kwargs)
