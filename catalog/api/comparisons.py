"""What changed between two versions, or between two documents that are stored nowhere."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.actions.comparisons import compare_uploads, comparison_for
from catalog.actions.uploads import Upload
from catalog.api.fields import (
    BUNDLE,
    JSON,
    MULTIPART,
    ROOT,
    ZIP,
    Choice,
    DocumentField,
    DocumentUploadField,
    Text,
)
from catalog.api.parsing import DocumentJSONParser, DocumentUploadParser
from catalog.api.strict import StrictSerializer
from catalog.contracts.changes import SAFE, SEVERITIES, SIDES, Change, Comparison, Severity, Undecided
from catalog.contracts.compatibility import BOTH
from catalog.contracts.documents.positions import Position
from catalog.errors import NotFoundError
from catalog.models import ContractFormat, ContractVersion
from catalog.queries import find
from catalog.queries.contracts import version_below

MOST_CHANGES = 100_000  # a comparison holds no more


class PlaceSerializer(serializers.Serializer[Any]):
    """A place in one of the documents; the line is null where the place is not written in its text."""

    pointer = serializers.CharField()
    file = serializers.CharField(allow_null=True, help_text="The path inside a bundle.")
    line = serializers.IntegerField(allow_null=True)
    column = serializers.IntegerField(allow_null=True)


class CountsSerializer(serializers.Serializer[Any]):
    breaking = serializers.IntegerField()
    dangerous = serializers.IntegerField()
    safe = serializers.IntegerField()


class RequestMessageSerializer(serializers.Serializer[Any]):
    """A whole request; what it leaves out need not be sent."""

    always = ("method", "path", "query", "headers", "cookies")
    method = serializers.CharField()
    path = serializers.CharField(help_text="As it is sent, without the server's own path.")
    query = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    headers = serializers.DictField(child=serializers.CharField())
    cookies = serializers.DictField(child=serializers.CharField())
    content_type = serializers.CharField(required=False)
    body = serializers.JSONField(required=False, help_text="JSON; of a form its text.")


class ResponseMessageSerializer(serializers.Serializer[Any]):
    """A whole response."""

    always = ("status", "headers")
    status = serializers.IntegerField()
    headers = serializers.DictField(child=serializers.CharField())
    content_type = serializers.CharField(required=False)
    body = serializers.JSONField(required=False)


class WitnessSerializer(serializers.Serializer[Any]):
    """A request or response, as a conforming peer sends it, that one side accepts and the other rejects."""

    always = ("operation", "part", "instance", "accepted_by", "rejected_by")
    operation = serializers.CharField(help_text="The operation as the documents write it.")
    part = serializers.CharField(help_text="What in the message tells the sides apart.")
    instance = serializers.JSONField(help_text="The value of that part.")
    accepted_by = serializers.ChoiceField(SIDES)
    rejected_by = serializers.ChoiceField(SIDES)
    request = RequestMessageSerializer(required=False)
    response = ResponseMessageSerializer(required=False)
    query = serializers.CharField(required=False, help_text="Of GraphQL: the text of the request.")


class ChangeSerializer(serializers.Serializer[Change]):
    """One difference that somebody who speaks the contract can notice."""

    rule = serializers.CharField(source="rule_id")
    severity = serializers.ChoiceField(SEVERITIES)
    direction = serializers.ChoiceField(["request", "response"], allow_null=True)
    operations = serializers.ListField(child=serializers.CharField(), help_text="Keys: `GET /orders/{}`.")
    fields = serializers.ListField(  # type: ignore[assignment]  # the metaclass takes it away
        child=serializers.CharField(), help_text="Dotted paths of the property; empty where it is none's."
    )
    previous = serializers.SerializerMethodField()
    current = serializers.SerializerMethodField()
    message = serializers.CharField()
    breaks = serializers.ListField(
        child=serializers.ChoiceField(BOTH), help_text="The compatibility modes that it violates."
    )
    fingerprint = serializers.CharField(help_text="The same for the same change in other versions.")
    witness = WitnessSerializer(
        allow_null=True, help_text="A message that one side accepts and the other rejects."
    )

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_previous(self, change: Change) -> dict[str, Any] | None:
        return _place(change.previous_pointer, change.previous_position)

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_current(self, change: Change) -> dict[str, Any] | None:
        return _place(change.current_pointer, change.current_position)


class UndecidedSerializer(serializers.Serializer[Undecided]):
    """A corner that could not be judged: never to be counted as compatible."""

    pointer = serializers.CharField()
    reason = serializers.CharField()
    operations = serializers.ListField(child=serializers.CharField())
    previous = serializers.SerializerMethodField(help_text="Null where the place is not in that document.")
    current = serializers.SerializerMethodField(help_text="Null where the place is not in that document.")

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_previous(self, corner: Undecided) -> dict[str, Any] | None:
        return _place(corner.pointer, corner.previous_position) if corner.previous_position else None

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_current(self, corner: Undecided) -> dict[str, Any] | None:
        return _place(corner.pointer, corner.current_position) if corner.current_position else None


class ComparisonSerializer(serializers.Serializer[Comparison]):
    """What changed, most severe first, and what could not be judged."""

    engine_version = serializers.CharField()
    counts = serializers.SerializerMethodField(help_text="How many changes there are of each severity.")
    changes = ChangeSerializer(many=True)
    undecided = UndecidedSerializer(many=True)

    @extend_schema_field(CountsSerializer)
    def get_counts(self, comparison: Comparison) -> dict[str, int]:
        counted = Counter(change.severity for change in comparison.changes)
        return {severity: counted[severity] for severity in SEVERITIES}


class VersionComparisonSerializer(ComparisonSerializer):
    """What changed from one version of a contract to another."""

    since = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)


class PairSerializer(StrictSerializer):
    """Two documents, each as its exact text or as an object."""

    format = Choice(
        choices=ContractFormat.choices,
        required=False,
        help_text="What the documents are in; where it is left out, they say so themselves.",
    )
    previous = DocumentField()
    current = DocumentField()

    @property
    def uploads(self) -> tuple[Upload, Upload]:
        """The two sides; a root document is named for those that are bundles."""
        root = self.validated_data.get("root", "")
        sides = (self.validated_data["previous"], self.validated_data["current"])
        previous, current = (replace(side, root=root) if side.media_type == ZIP else side for side in sides)
        return previous, current


class PairUploadSerializer(PairSerializer):
    """Two documents, each as a file or as a bundle: an archive (ZIP), or several parts."""

    previous = DocumentUploadField(help_text=BUNDLE.replace("`document/", "`previous/"))
    current = DocumentUploadField(help_text=BUNDLE.replace("`document/", "`current/"))
    root = Text(  # type: ignore[assignment]  # the metaclass takes it away
        required=False, help_text=f"{ROOT} It is the same on both sides that are bundles."
    )


class SinceSerializer(StrictSerializer):
    since = Text(required=False, help_text="The version to compare with; the next lower one where left out.")


class ChangesAskedForSerializer(SinceSerializer):
    severity = Choice(
        choices=SEVERITIES, default=SAFE, help_text="The least severe that is told; `counts` has all."
    )
    limit = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_CHANGES,
        help_text="So many are told, the most severe first; `counts` has all.",
    )


class ContractVersionChangesView(APIView):
    @extend_schema(
        operation_id="get_contract_version_changes",
        summary="Compare a version with another one of its contract",
        parameters=[ChangesAskedForSerializer],
        responses=VersionComparisonSerializer,
    )
    def get(self, request: Request, service: str, contract: str, version: str) -> Response:
        query = ChangesAskedForSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        current = find.contract_version(service, contract, version)
        previous = previous_of(current, asked.get("since"))
        found = comparison_for(current.contract, previous.document_id, current.document_id)
        told = replace(found, changes=_told(found, asked["severity"], asked.get("limit")))
        counts = ComparisonSerializer().get_counts(found)
        versions = {"since": previous.version, "version": current.version}
        return Response({**versions, **ComparisonSerializer(told).data, "counts": counts})


def _told(found: Comparison, severity: Severity, limit: int | None) -> tuple[Change, ...]:
    """The changes that are asked for, of those that are sorted by their severity."""
    least = SEVERITIES.index(severity)
    return tuple(one for one in found.changes if SEVERITIES.index(one.severity) <= least)[:limit]


def previous_of(current: ContractVersion, since: str | None) -> ContractVersion:
    """The version that is named, or the next lower one; raises NotFoundError."""
    if since is not None:
        return find.contract_version(current.contract.service.slug, current.contract.slug, since)
    below = version_below(current)
    if below is None:
        raise NotFoundError(f"There is no version below {current}. Name one with `since`.")
    return below


class ComparisonView(APIView):
    leaves_nothing = True
    parser_classes = [DocumentJSONParser, DocumentUploadParser]

    @extend_schema(
        operation_id="compare_documents",
        summary="Compare two documents; nothing is stored",
        request={JSON: PairSerializer, MULTIPART: PairUploadSerializer},
        responses=ComparisonSerializer,
    )
    def post(self, request: Request) -> Response:
        uploaded = isinstance(request.data, QueryDict)
        pair = PairUploadSerializer(data=request.data) if uploaded else PairSerializer(data=request.data)
        pair.is_valid(raise_exception=True)
        return Response(
            ComparisonSerializer(compare_uploads(*pair.uploads, pair.validated_data.get("format"))).data
        )


def _place(pointer: str | None, position: Position | None) -> dict[str, Any] | None:
    if pointer is None:
        return None
    return {
        "pointer": pointer,
        "file": position and position.file,
        "line": position and position.line,
        "column": position and position.column,
    }
