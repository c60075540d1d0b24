"""What changed between two versions, or between two documents that are stored nowhere."""

from collections import Counter
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
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
from catalog.api.witnesses import WitnessSerializer
from catalog.contracts.changes import SAFE, SEVERITIES, Change, Comparison, Severity, Undecided
from catalog.contracts.compatibility import BOTH
from catalog.contracts.documents.positions import Position
from catalog.errors import NotFoundError
from catalog.models import ContractFormat, ContractVersion
from catalog.queries import find
from catalog.queries.contracts import version_below

MOST_CHANGES = 100_000  # a comparison holds no more
TOLD, MOST_TOLD = 5_000, MOST_CHANGES


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
    undecided = serializers.IntegerField(help_text="How many corners could not be judged.")


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
    """What changed, most severe first, and what could not be judged: as many of both as were asked for."""

    engine_version = serializers.CharField()
    counts = serializers.SerializerMethodField(help_text="How many there are in all, of each severity.")
    changes = ChangeSerializer(many=True)
    undecided = UndecidedSerializer(many=True)

    @extend_schema_field(CountsSerializer)
    def get_counts(self, comparison: Comparison) -> dict[str, int]:
        counted = Counter(change.severity for change in comparison.changes)
        counts: dict[str, int] = {severity: counted[severity] for severity in SEVERITIES}
        return {**counts, "undecided": len(comparison.undecided)}


class VersionComparisonSerializer(ComparisonSerializer):
    """What changed from one version of a contract to another."""

    since = serializers.CharField(read_only=True)
    version = serializers.CharField(read_only=True)
    next = serializers.URLField(
        read_only=True, allow_null=True, help_text="Where the changes go on; null where these are the last."
    )


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


class TellingSerializer(StrictSerializer):
    """How much of a comparison is to be told."""

    severity = Choice(
        choices=SEVERITIES, default=SAFE, help_text="The least severe that is told; `counts` has all."
    )
    limit = serializers.IntegerField(
        default=TOLD,
        min_value=1,
        max_value=MOST_TOLD,
        help_text="So many are told, the most severe first, and as many undecided corners; `counts` has all.",
    )


class ChangesAskedForSerializer(SinceSerializer, TellingSerializer):
    cursor = serializers.IntegerField(
        default=0, min_value=0, max_value=MOST_CHANGES, help_text="Where to go on: follow `next`."
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
        changes = _as_severe(found, asked["severity"])
        end = asked["cursor"] + asked["limit"]
        here = request.build_absolute_uri()
        return Response(
            {
                "since": previous.version,
                "version": current.version,
                "next": replace_query_param(here, "cursor", end) if end < len(changes) else None,
                **_told(found, changes[asked["cursor"] : end], asked["limit"]),
            }
        )


def _as_severe(found: Comparison, severity: Severity) -> tuple[Change, ...]:
    least = SEVERITIES.index(severity)
    return tuple(one for one in found.changes if SEVERITIES.index(one.severity) <= least)


def _told(found: Comparison, changes: tuple[Change, ...], limit: int) -> dict[str, Any]:
    """Some of the changes, as many undecided corners, and how many there are of both."""
    told = replace(found, changes=changes, undecided=found.undecided[:limit])
    return {**ComparisonSerializer(told).data, "counts": ComparisonSerializer().get_counts(found)}


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
        parameters=[TellingSerializer],
        request={JSON: PairSerializer, MULTIPART: PairUploadSerializer},
        responses=ComparisonSerializer,
    )
    def post(self, request: Request) -> Response:
        query = TellingSerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        uploaded = isinstance(request.data, QueryDict)
        pair = PairUploadSerializer(data=request.data) if uploaded else PairSerializer(data=request.data)
        pair.is_valid(raise_exception=True)
        found = compare_uploads(*pair.uploads, pair.validated_data.get("format"))
        changes = _as_severe(found, asked["severity"])[: asked["limit"]]
        return Response(_told(found, changes, asked["limit"]))


def _place(pointer: str | None, position: Position | None) -> dict[str, Any] | None:
    if pointer is None:
        return None
    return {
        "pointer": pointer,
        "file": position and position.file,
        "line": position and position.line,
        "column": position and position.column,
    }
