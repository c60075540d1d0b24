"""Versions of a contract: listed, read with their exact documents, and dated. Governance adds submitting one."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.actions.contract_versions import set_dates
from catalog.actions.uploads import Upload
from catalog.api.authentication import actor_of
from catalog.api.describe import ETAG, UNCHANGED, describe_list
from catalog.api.fields import (
    BUNDLE,
    JSON,
    MULTIPART,
    ROOT,
    TEXT,
    YAML,
    ZIP,
    DayField,
    DocumentField,
    DocumentUploadField,
    Slug,
    Text,
)
from catalog.api.lists import FactListView
from catalog.api.strict import FactSerializer, StrictSerializer
from catalog.models import ContractVersion, Operation, VersionState
from catalog.queries import find
from catalog.queries.contracts import versions_of


class SubmissionSerializer(StrictSerializer):
    """A new version with its document: the exact text, or an object."""

    version = Text(max_length=128)
    document = DocumentField()

    @property
    def upload(self) -> Upload:
        upload: Upload = self.validated_data["document"]
        return upload


class SubmissionUploadSerializer(SubmissionSerializer):
    """A new version with its document as a file, or as a bundle: an archive (ZIP), or several parts."""

    document = DocumentUploadField(help_text=BUNDLE)
    root = Text(required=False, help_text=ROOT)  # type: ignore[assignment]  # the metaclass takes it away

    @property
    def upload(self) -> Upload:
        return replace(super().upload, root=self.validated_data.get("root", ""))


SUBMISSION = {JSON: SubmissionSerializer, MULTIPART: SubmissionUploadSerializer}


def read_submission(data: Any) -> SubmissionSerializer:
    """The checked body of a submission, in either media type."""
    uploaded = isinstance(data, QueryDict)
    submission = SubmissionUploadSerializer(data=data) if uploaded else SubmissionSerializer(data=data)
    submission.is_valid(raise_exception=True)
    return submission


class SuccessorField(Slug):
    """Another version of the same contract."""

    def get_queryset(self) -> QuerySet[ContractVersion]:
        return ContractVersion.objects.filter(contract=self.context.get("contract"))


class ContractVersionSerializer(FactSerializer[ContractVersion]):
    """One version of a contract. Its document never changes; the dates of its end do."""

    service = serializers.CharField(source="contract.service.slug", read_only=True)
    contract = serializers.CharField(source="contract.slug", read_only=True)
    format = serializers.CharField(source="contract.format", read_only=True)
    state = serializers.SerializerMethodField(help_text="Follows from the dates.")
    valid = serializers.BooleanField(source="is_valid", read_only=True)
    digest = serializers.SerializerMethodField(help_text="`sha256:` and the digest of the exact bytes.")
    document = serializers.SerializerMethodField(help_text="Where the exact bytes are.")
    deprecated_at = DayField(allow_null=True, required=False)
    sunset_at = DayField(allow_null=True, required=False, help_text="Ends at the end of the day, in UTC.")
    successor = SuccessorField(
        slug_field="version", queryset=ContractVersion.objects.all(), allow_null=True, required=False
    )
    created_by = serializers.CharField(source="created_by.username", read_only=True)

    class Meta:
        model = ContractVersion
        fields: tuple[str, ...] = (
            "service",
            "contract",
            "version",
            "format",
            "format_version",
            "state",
            "valid",
            "digest",
            "document",
            "deprecated_at",
            "sunset_at",
            "successor",
            "created_at",
            "created_by",
        )
        read_only_fields = ("version", "format_version")

    def get_state(self, version: ContractVersion) -> VersionState:
        return version.state(timezone.now().date())

    def get_digest(self, version: ContractVersion) -> str:
        return f"sha256:{version.document_id}"

    @extend_schema_field(OpenApiTypes.URI)
    def get_document(self, version: ContractVersion) -> str:
        names = [version.contract.service.slug, version.contract.slug, version.version]
        return settings.PORTOLAN_PUBLIC_URL + reverse("contract-version-document", args=names)


class OperationSerializer(serializers.ModelSerializer[Operation]):
    """What a consumer can name; path parameters are anonymous in the key."""

    class Meta:
        model = Operation
        fields = ("key", "display", "summary", "deprecated")


class DocumentProblemSerializer(serializers.Serializer[Any]):
    """What is invalid in the document, and where."""

    message = serializers.CharField()
    pointer = serializers.CharField(allow_null=True)
    line = serializers.IntegerField(allow_null=True)
    column = serializers.IntegerField(allow_null=True)
    severity = serializers.ChoiceField(["error", "warning"])
    file = serializers.CharField(allow_null=True, help_text="The path inside a bundle.")


class ContractVersionDetailSerializer(ContractVersionSerializer):
    """A version with all that is known of its document."""

    problems = DocumentProblemSerializer(
        source="shown_problems",
        many=True,
        read_only=True,
        help_text="None where the contract's `validation` is `ignore`.",
    )
    operations = OperationSerializer(many=True, read_only=True)

    class Meta(ContractVersionSerializer.Meta):
        fields = (*ContractVersionSerializer.Meta.fields, "problems", "operations")


@describe_list("contract_versions", "List the versions of a contract, the highest first")
class ContractVersionListView(FactListView[ContractVersion]):
    serializer_class = ContractVersionSerializer

    def listed(self, filters: dict[str, Any], **names: str) -> QuerySet[ContractVersion]:
        return versions_of(find.contract(names["service"], names["contract"]))


class ContractVersionView(APIView):
    """One version. A higher app that acts on its dates names its own action for setting them."""

    serializer_class = ContractVersionDetailSerializer
    set_dates = staticmethod(set_dates)

    @extend_schema(operation_id="get_contract_version", summary="Get a version of a contract")
    def get(self, request: Request, service: str, contract: str, version: str) -> Response:
        return self._answer(find.contract_version(service, contract, version))

    @extend_schema(
        operation_id="patch_contract_version",
        summary="Set the dates of a version's end",
        description="What is left out stays; null takes a date away. For members of the team that owns the service.",
        request=ContractVersionSerializer,
    )
    def patch(self, request: Request, service: str, contract: str, version: str) -> Response:
        found = find.contract_version(service, contract, version)
        names = {"service": service, "contract": contract, "version": version}
        context = {"names": names, "contract": found.contract}
        serializer = ContractVersionSerializer(data=request.data, partial=True, context=context)
        serializer.is_valid(raise_exception=True)
        return self._answer(self.set_dates(actor_of(request), found, serializer.validated_data))

    def _answer(self, version: ContractVersion) -> Response:
        return Response(self.serializer_class(version).data)


class ContractVersionDocumentView(APIView):
    @extend_schema(
        operation_id="get_contract_version_document",
        summary="Get the exact bytes of a version's document",
        responses={
            (200, JSON): OpenApiTypes.OBJECT,
            (200, YAML): OpenApiTypes.STR,
            (200, TEXT): OpenApiTypes.STR,
            (200, ZIP): {"contentMediaType": ZIP},
            304: UNCHANGED,
        },
        parameters=[ETAG],
    )
    def get(self, request: Request, service: str, contract: str, version: str) -> HttpResponseBase:
        found = find.contract_version(service, contract, version)
        etag = f'"sha256:{found.document_id}"'
        return get_conditional_response(request._request, etag=etag) or _download(found, etag)


def _download(version: ContractVersion, etag: str) -> HttpResponse:
    """Somebody else's bytes: saved rather than shown, so that no browser takes them for a page of ours."""
    document = version.document
    extension = document.media_type.partition("/")[2]
    name = f"{version.contract.service.slug}-{version.contract.slug}-{version.version}.{extension}"
    headers = {"ETag": etag, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(document.content), content_type=document.media_type, headers=headers)
