"""Field types that take what they say and nothing that merely looks like it."""

import json
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from catalog.actions.uploads import Upload
from catalog.contracts.documents.archives import MEDIA_TYPE, pack
from catalog.contracts.documents.errors import DocumentError

JSON, YAML, ZIP, MULTIPART = "application/json", "application/yaml", MEDIA_TYPE, "multipart/form-data"
TEXT = "text/plain"
BUNDLE = (
    "A file, an archive (ZIP) of the files of a contract, or several files: a part `document/schemas/order.yaml`"
    " holds the file of that path beside the root document."
)
ROOT = "The path of a bundle's root document; the first file where it is left out."
DATE_OR_INSTANT = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}


class BundleFiles(list[tuple[str, "UploadedFile[Any]"]]):
    """The files of one bundle in an upload, by their paths; the root document first."""

    def packed(self) -> Upload:
        try:
            return Upload(pack((path, file.read()) for path, file in self), ZIP)
        except DocumentError as error:
            raise serializers.ValidationError(str(error)) from error

    def close(self) -> None:
        """Django closes what was uploaded when the request ends."""
        for _, file in self:
            file.close()


class Text(serializers.CharField):
    """A JSON string; a number is refused, since a version 2.10 written as a number has become 2.1."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"anyOf": [{"type": "string", "format": "email"}, {"type": "string", "maxLength": 0}]})
class Email(serializers.EmailField):
    """An address, or nothing."""


class Choice(serializers.ChoiceField):
    """One of the values that there are, which are named where another one is refused."""

    default_error_messages = {"invalid_choice": "`{input}` is none of {choices}."}

    def fail(self, key: str, **kwargs: Any) -> NoReturn:
        super().fail(key, choices=", ".join(str(choice) for choice in self.choices if choice != ""), **kwargs)


class Whole(serializers.IntegerField):
    """A JSON number without a fraction."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """A JSON true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Slug(serializers.SlugRelatedField):  # type: ignore[type-arg]  # generic in the stubs alone
    """A related fact, by its slug."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"slug_field": "slug", **kwargs})

    def run_validation(self, data: Any = empty) -> Any:
        """An empty text names nothing; it is not another way to write null, as it is in forms."""
        return serializers.Field.run_validation(self, data)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field(DATE_OR_INSTANT, component_name="DateOrInstant")
class DayField(serializers.DateField):
    """A date, or an instant, of which the date in UTC counts."""

    def to_internal_value(self, value: Any) -> date:
        if isinstance(value, str) and len(value) > len("2026-01-01"):
            instant: datetime = serializers.DateTimeField(default_timezone=UTC).to_internal_value(value)
            return instant.astimezone(UTC).date()
        return super().to_internal_value(value)


@extend_schema_field({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {}}]})
class DocumentField(serializers.Field[Upload, Any, Any, Any]):
    """A contract document: its exact text, a JSON object, an uploaded file, or the files of a bundle."""

    default_error_messages = {"invalid": "Send the document's text, a JSON object or a file."}

    def to_internal_value(self, data: Any) -> Upload:
        if isinstance(data, BundleFiles):
            return data.packed()
        if isinstance(data, UploadedFile):
            return Upload.of(data.read())
        if isinstance(data, str):
            return Upload.of(data.encode())
        if not isinstance(data, dict):
            self.fail("invalid")
        return Upload.of(json.dumps(data, ensure_ascii=False, indent=2).encode())


@extend_schema_field({"contentMediaType": "application/octet-stream"})
class DocumentUploadField(DocumentField):
    """The same in an upload, where it is a file, or several."""
