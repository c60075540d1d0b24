"""Reviews over REST."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.comparisons import ChangeSerializer, UndecidedSerializer
from catalog.contracts.changes import Undecided
from catalog.models import Compatibility
from catalog.queries import find
from governance.models import JobState, Review, Verdict
from governance.queries.reviews import review_details


class ReviewReferenceSerializer(serializers.ModelSerializer[Review]):
    """Where a review stands, and where to ask again."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = ["id", "url", "state"]

    def get_url(self, review: Review) -> str:
        return f"{settings.PORTOLAN_PUBLIC_URL}/api/v1/reviews/{review.pk}"


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


class ReviewSerializer(ReviewReferenceSerializer):
    """A review with all that it found."""

    service = serializers.CharField(source="contract_version.contract.service.slug")
    contract = serializers.CharField(source="contract_version.contract.slug")
    version = serializers.CharField(source="contract_version.version")
    state = serializers.ChoiceField(choices=JobState.choices)
    verdict = serializers.SerializerMethodField()
    baseline = serializers.CharField(source="baseline.version", default=None, allow_null=True)
    compatibility = serializers.ChoiceField(
        choices=Compatibility.choices,
        help_text="What the contract promised when this was judged; blank before.",
    )
    compared_with = serializers.ListField(
        child=serializers.CharField(),
        help_text="Every version that it was judged against, the highest first.",
    )
    findings = serializers.SerializerMethodField(help_text="The breaking and dangerous changes.")
    impacted = ImpactedSerializer(many=True)
    undecided = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = [
            *("id", "url", "service", "contract", "version", "state", "verdict", "summary", "baseline"),
            *("compatibility", "compared_with", "upgrade_order"),
            *("engine_version", "findings", "impacted", "undecided", "created_at", "finished_at"),
        ]

    @extend_schema_field(ChangeSerializer(many=True))
    def get_findings(self, review: Review) -> Any:
        return [ChangeSerializer(finding.as_change()).data for finding in review.findings.all()]

    @extend_schema_field(UndecidedSerializer(many=True))
    def get_undecided(self, review: Review) -> Any:
        return [UndecidedSerializer(Undecided.from_json(corner)).data for corner in review.undecided]

    @extend_schema_field(serializers.ChoiceField(choices=Verdict.choices, allow_null=True))
    def get_verdict(self, review: Review) -> str | None:
        """None until the review is done."""
        return review.stands or None


class ReviewView(APIView):
    """One review."""

    @extend_schema(
        operation_id="get_review",
        summary="Get a review: where it stands, what it found, and whom the version would hit",
        responses=ReviewSerializer,
    )
    def get(self, request: Request, review: int) -> Response:
        found = find.one(review_details(), f"The review {review}", pk=review)
        return Response(ReviewSerializer(found).data)
