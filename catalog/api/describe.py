"""How the API's own contract describes the endpoints that are alike."""

from collections.abc import Callable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import APIView

V = TypeVar("V", bound=type[APIView])

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag that was read; another one is answered 412.",
)
ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 201], description="The revision, for If-Match."
)
UNCHANGED = OpenApiResponse(None, "It is still the revision that `If-None-Match` names.")
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any text of up to 255 characters; within 24 hours the same request with the same key is answered"
    " with the first one's answer, and another request with it is refused.",
)


def put_responses(serializer: type[BaseSerializer[Any]]) -> dict[int, OpenApiResponse]:
    return {
        200: OpenApiResponse(serializer, "It was registered before; this is how it stands now."),
        201: OpenApiResponse(serializer, "It is registered."),
    }


def describe_fact(name: str, serializer: type[BaseSerializer[Any]], writers: str) -> Callable[[V], V]:
    """Describe a FactView of a `name`, which `writers` may write."""
    revised = [IF_MATCH, ETAG]
    article = "an" if name[0] in "aeiou" else "a"
    return extend_schema_view(
        get=extend_schema(
            operation_id=f"get_{name}",
            summary=f"Get {article} {name}",
            responses={200: serializer, 304: UNCHANGED},
            parameters=[ETAG],
        ),
        put=extend_schema(
            operation_id=f"put_{name}",
            summary=f"Register or replace {article} {name}",
            description=f"What is left out takes its default. For {writers}.",
            parameters=revised,
            request=serializer,
            responses=put_responses(serializer),
        ),
        patch=extend_schema(
            operation_id=f"patch_{name}",
            summary=f"Change {article} {name}",
            description=f"What is left out stays. For {writers}.",
            parameters=revised,
            request=serializer,
            responses=serializer,
        ),
    )


def describe_list(name: str, summary: str, filters: type[Serializer[Any]] | None = None) -> Callable[[V], V]:
    """Describe a FactListView as the operation `list_<name>`."""
    described = extend_schema(
        operation_id=f"list_{name}",
        summary=summary,
        description="In pages: follow `next` until it is null. A filter that is not described here is refused.",
        parameters=[filters] if filters else [],
    )
    return extend_schema_view(get=described)
