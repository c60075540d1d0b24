"""The API's description of itself: drf-spectacular, with our problem documents on every operation."""

from http import HTTPStatus
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction
from rest_framework.serializers import ListSerializer

from catalog.api.fields import TEXT, DocumentUploadField
from catalog.api.strict import RefuseUnknown

PROBLEM = ResolvedComponent(
    name="Problem",
    type=ResolvedComponent.SCHEMA,
    object="Problem",
    schema={
        "type": "object",
        "description": "A problem document (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pointer", "detail"],
                    "properties": {
                        "pointer": {"type": "string"},
                        "detail": {"type": "string"},
                        "file": {"type": "string"},
                        "line": {"type": "integer"},
                        "column": {"type": "integer"},
                    },
                },
            },
        },
    },
)

# A part of an upload that holds one file of a bundle.
FILE = {"contentMediaType": "application/octet-stream"}
# What was read may be sent back with what was changed in it.
IGNORED = {"description": "As it was read; changes nothing."}


class AutoSchema(openapi.AutoSchema):
    """Adds the default problem response; says that answers are whole, and that requests hold nothing unknown."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is not None:
            self.registry.register_on_missing(PROBLEM)
            content: dict[str, Any] = {"application/problem+json": {"schema": PROBLEM.ref}}
            for status, response in operation["responses"].items():
                response["description"] = response["description"] or HTTPStatus(int(status)).phrase
                if TEXT in response.get("content", {}):
                    content[TEXT] = {"schema": {"type": "string"}}
            operation["responses"]["default"] = {"description": "A problem document.", "content": content}
        return operation

    def _unwrap_list_serializer(self, serializer: Any, direction: Direction) -> dict[str, Any] | None:
        """Add how many a list may hold, which is said of lists of plain values alone."""
        schema: dict[str, Any] | None = super()._unwrap_list_serializer(serializer, direction)
        most = getattr(serializer, "max_length", None) if isinstance(serializer, ListSerializer) else None
        return schema | {"maxItems": most} if schema and most and direction == "request" else schema

    def _map_basic_serializer(self, serializer: Any, direction: str) -> dict[str, Any]:
        schema: dict[str, Any] = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        if direction == "response":
            always = getattr(serializer, "always", None)
            schema["required"] = sorted(always or schema["properties"])
        elif isinstance(serializer, RefuseUnknown):
            schema["additionalProperties"] = False
            ignored = {name for name, field in serializer.fields.items() if field.read_only}
            schema["properties"] |= dict.fromkeys(sorted(ignored), IGNORED)
            schema["required"] = sorted(set(schema.get("required", [])) - ignored)
            bundled = [n for n, field in serializer.fields.items() if isinstance(field, DocumentUploadField)]
            if bundled:
                schema["patternProperties"] = dict.fromkeys((f"^{name}/" for name in bundled), FILE)
        return schema
