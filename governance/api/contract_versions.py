"""Submit a contract version, and announce when one ends."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.api import contract_versions
from catalog.api.authentication import actor_of
from catalog.api.contract_versions import SUBMISSION, ContractVersionSerializer, read_submission
from catalog.api.describe import IDEMPOTENCY_KEY
from catalog.api.idempotency import idempotent
from catalog.api.parsing import DocumentJSONParser, DocumentUploadParser
from catalog.queries import find
from governance.actions.deprecations import set_dates
from governance.actions.submissions import submit_version
from governance.api.reviews import ReviewReferenceSerializer


class SubmittedVersionSerializer(ContractVersionSerializer):
    """The version, and where its review stands."""

    review = ReviewReferenceSerializer(read_only=True)

    class Meta(ContractVersionSerializer.Meta):
        fields = (*ContractVersionSerializer.Meta.fields, "review")


class ContractVersionListView(contract_versions.ContractVersionListView):
    """The versions of a contract; POST submits one, which opens its review."""

    parser_classes = [DocumentJSONParser, DocumentUploadParser]

    @extend_schema(
        operation_id="submit_contract_version",
        summary="Submit a version of a contract",
        description="Its review runs in the background. The same version with the same document is found again;"
        " with another document it is a conflict. For members of the team that owns the service.",
        parameters=[IDEMPOTENCY_KEY],
        request=SUBMISSION,
        responses={200: SubmittedVersionSerializer, 201: SubmittedVersionSerializer},
    )
    @idempotent
    def post(self, request: Request, service: str, contract: str) -> Response:
        submission = read_submission(request.data)
        version, review, created = submit_version(
            actor_of(request),
            find.contract(service, contract),
            submission.validated_data["version"],
            submission.upload,
        )
        version.review = review  # type: ignore[attr-defined]  # what the serializer shows beside it
        return Response(SubmittedVersionSerializer(version).data, status=201 if created else 200)


class ContractVersionView(contract_versions.ContractVersionView):
    """One version; with its dates its deprecation begins, moves or is cancelled."""

    set_dates = staticmethod(set_dates)
