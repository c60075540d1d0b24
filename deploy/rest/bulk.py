"""Many requests in one: a whole landscape is registered by one call, which reports on each."""

import json
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from time import monotonic
from typing import Any, cast
from urllib.parse import unquote_to_bytes

from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.api.fields import Choice, Text
from catalog.api.parsing import DocumentJSONParser
from catalog.api.strict import StrictSerializer
from deploy.rest.problems import problem

MOST = 500
SECONDS = 60  # what is not begun by then is left to another call, so that none holds a web process for ever
METHODS = ("PUT", "PATCH", "POST")
WHERE = "/api/v1/"
HERE = f"{WHERE}bulk"
# What is said of the whole is not said of each.
_OF_THE_WHOLE = (
    "CONTENT_ENCODING",
    "HTTP_IDEMPOTENCY_KEY",
    "HTTP_IF_MATCH",
    "HTTP_IF_NONE_MATCH",
    "QUERY_STRING",
)


class PartSerializer(StrictSerializer):
    """A request as it would be sent alone."""

    method = Choice([(method, method) for method in METHODS], default="PUT")
    path = Text(max_length=2000, help_text="Such as /api/v1/services/stock.")
    body = serializers.DictField(default=dict)

    def validate_path(self, path: str) -> str:
        if not path.startswith(WHERE) or path == HERE or "?" in path:
            raise serializers.ValidationError(f"An address below {WHERE} is meant, and not this one.")
        return path


class BulkSerializer(StrictSerializer):
    """Requests in the order in which they are made: a team stands before the services that it owns."""

    requests = serializers.ListField(child=PartSerializer(), min_length=1, max_length=MOST)


class PartResultSerializer(serializers.Serializer[Any]):
    """What one request would have been answered: the fact, or a problem document."""

    path = serializers.CharField()
    status = serializers.IntegerField()
    body = serializers.JSONField(allow_null=True)


class BulkResultSerializer(serializers.Serializer[Any]):
    """The answers, in the order of the requests, and how many of them are problems."""

    failed = serializers.IntegerField()
    results = PartResultSerializer(many=True)


class BulkView(APIView):
    """Each part goes the way of every request, so that it is checked, permitted, audited and refused as any other."""

    parser_classes = [DocumentJSONParser]

    @extend_schema(
        operation_id="bulk",
        summary="Make up to 500 requests at once",
        description="Each by itself: what is refused says why, and leaves those before and behind it as they are."
        " What is not begun within a minute is answered 503 and to be sent again.",
        request=BulkSerializer,
        responses=BulkResultSerializer,
    )
    def post(self, request: Request) -> Response:
        asked = BulkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        until = monotonic() + SECONDS
        results = [_result(request._request, part, until) for part in asked.validated_data["requests"]]
        failed = sum(result["status"] >= HTTPStatus.BAD_REQUEST for result in results)
        return Response(BulkResultSerializer({"failed": failed, "results": results}).data)


def _result(whole: HttpRequest, part: dict[str, Any], until: float) -> dict[str, Any]:
    if monotonic() >= until:
        body = problem(
            "busy", f"One call takes {SECONDS} s, and these are over. This was not made: send it again."
        )
        return {"path": part["path"], "status": body["status"], "body": body}
    answer = _answer(_request(whole, part))
    return {"path": part["path"], "status": answer.status_code, "body": json.loads(answer.content or "null")}


def _request(whole: HttpRequest, part: dict[str, Any]) -> WSGIRequest:
    content = json.dumps(part["body"]).encode()
    about_this = {
        "REQUEST_METHOD": part["method"],
        "PATH_INFO": unquote_to_bytes(part["path"]).decode("latin-1"),  # as servers tell it (PEP 3333)
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": BytesIO(content),
        "HTTP_ACCEPT": "application/json",
    }
    kept = {name: value for name, value in whole.META.items() if name not in _OF_THE_WHOLE}
    request = WSGIRequest(kept | about_this)
    request.session, request.user = whole.session, whole.user
    return request


def _answer(request: WSGIRequest) -> HttpResponse:
    """What the view answers; one that fails is logged and answered as it would be alone."""

    def view(asked: HttpRequest) -> HttpResponse:
        match = resolve(asked.path_info)
        found: Callable[..., Any] = match.func
        response: HttpResponse = found(asked, *match.args, **match.kwargs)
        return response.render() if isinstance(response, Response) else response

    return cast("HttpResponse", convert_exception_to_response(view)(request))
