"""Every error of the REST API as `application/problem+json` (RFC 9457)."""

from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from catalog.api.plain import PlainRenderer
from catalog.contracts.documents.pointers import join
from catalog.errors import (
    BusyError,
    ConflictError,
    FieldError,
    ForbiddenError,
    InvalidInputError,
    MalformedError,
    NotFoundError,
    NotReplayableError,
    PortolanError,
    StaleError,
    TooLargeError,
)

logger = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 60  # seconds, when others are at work: the minute of the sentence

# type → (status, title, what it means and what to do), each with a page at /problems/{type}.
PROBLEMS: dict[str, tuple[HTTPStatus, str, str]] = {
    "invalid-input": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request does not make sense as it stands",
        "The body is well-formed, but what it says cannot be recorded. `errors` lists each place and reason.",
    ),
    "malformed-request": (
        HTTPStatus.BAD_REQUEST,
        "The request could not be read",
        "The body is not the JSON (or upload) that the endpoint takes, or a parameter has the wrong type.",
    ),
    "not-authenticated": (
        HTTPStatus.UNAUTHORIZED,
        "Who are you?",
        "Send `Authorization: Bearer <token>` with a token that is neither expired nor revoked.",
    ),
    "forbidden": (
        HTTPStatus.FORBIDDEN,
        "You may not do this",
        "Only members of the owning team and administrators change what a team owns.",
    ),
    "not-found": (
        HTTPStatus.NOT_FOUND,
        "There is no such thing",
        "Nothing is registered under this address, or it is nothing that you may know of.",
    ),
    "conflict": (
        HTTPStatus.CONFLICT,
        "This contradicts a recorded fact",
        "Recorded versions and releases never change. `differences` says what differs; use a new version.",
    ),
    "stale": (
        HTTPStatus.PRECONDITION_FAILED,
        "It changed since you read it",
        "Read it again, apply your change to what you read, and send the new ETag in `If-Match`.",
    ),
    "method-not-allowed": (
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Not with this method",
        "The `Allow` header names the methods that this address takes.",
    ),
    "unsupported-media-type": (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Not in this media type",
        "Send `application/json`, or `multipart/form-data` where a document is uploaded.",
    ),
    "not-acceptable": (
        HTTPStatus.NOT_ACCEPTABLE,
        "Not available in that media type",
        "This address answers with JSON.",
    ),
    "not-replayable": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "A second library cannot be asked",
        "The change has no message, or the library cannot take it or its document, or not in time. Its proof stands.",
    ),
    "too-large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "Too large",
        "A document may have 50 MB at most.",
    ),
    "busy": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Others come first",
        "Comparisons and replays are made one at a time in a process. Ask again after `Retry-After` seconds.",
    ),
    "internal-error": (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong here",
        "It is our fault, and it is in the log under the request's id. Nothing was changed.",
    ),
}
OUR_TYPES: dict[type[PortolanError], str] = {
    InvalidInputError: "invalid-input",
    MalformedError: "malformed-request",
    TooLargeError: "too-large",
    NotFoundError: "not-found",
    NotReplayableError: "not-replayable",
    BusyError: "busy",
    ForbiddenError: "forbidden",
    ConflictError: "conflict",
    StaleError: "stale",
}
# Of two kinds with one status the first is the general one.
STATUS_TYPES = {status: kind for kind, (status, _, _) in reversed(PROBLEMS.items())}


def problem(kind: str, detail: str, **extra: Any) -> dict[str, Any]:
    """Return the members of a problem document."""
    status, title, _ = PROBLEMS[kind]
    address = settings.PORTOLAN_PUBLIC_URL + reverse("problem", args=[kind])
    return {"type": address, "title": title, "status": status.value, "detail": detail, **extra}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception of a REST view into a problem; None (unknown errors) lets Django log it and answer 500."""
    renderer = getattr(context["request"], "accepted_renderer", None)
    media_type = None if isinstance(renderer, PlainRenderer) else MEDIA_TYPE
    if isinstance(error, PortolanError):
        set_rollback()
        later = {"Retry-After": str(RETRY_AFTER)} if isinstance(error, BusyError) else None
        return _response(_from_ours(error), media_type, later)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {"WWW-Authenticate": error.auth_header} if hasattr(error, "auth_header") else {}
    return _response(_from_drf(error), media_type, headers)


def _response(
    body: dict[str, Any], media_type: str | None, headers: dict[str, str] | None = None
) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=media_type)


def _from_ours(error: PortolanError) -> dict[str, Any]:
    extra = dict(error.extra)
    if error.fields:
        extra["errors"] = [_field(item) for item in error.fields]
    return problem(OUR_TYPES[type(error)], error.message, **extra)


def _field(item: FieldError) -> dict[str, Any]:
    place = {"file": item.file, "line": item.line, "column": item.column}
    return {"pointer": item.pointer, "detail": item.message} | {
        k: v for k, v in place.items() if v is not None
    }


def _from_drf(error: exceptions.APIException) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        errors = list(_flatten(error.detail, ""))
        return problem("invalid-input", "The request has fields that cannot be taken.", errors=errors)
    kind = STATUS_TYPES.get(HTTPStatus(error.status_code), "malformed-request")
    return problem(kind, str(error.detail))


def _flatten(detail: Any, pointer: str) -> list[dict[str, str]]:
    """Flatten DRF's nested messages into pointers (RFC 6901) into the body."""
    if isinstance(detail, dict):
        items = [
            (pointer if key == "non_field_errors" else join(pointer, str(key)), value)
            for key, value in detail.items()
        ]
        return [row for place, value in items for row in _flatten(value, place)]
    if isinstance(detail, list):
        if all(isinstance(item, str) for item in detail):
            return [{"pointer": pointer, "detail": " ".join(detail)}]
        return [row for i, value in enumerate(detail) for row in _flatten(value, f"{pointer}/{i}")]
    return [{"pointer": pointer, "detail": str(detail)}]


@csrf_exempt  # nothing is changed here, and "forbidden" would mislead
def not_found(request: HttpRequest) -> JsonResponse:
    """Answer an address under /api/ that nothing lives at."""
    body = problem("not-found", f"Nothing lives at {request.path}. /api/v1/schema says what there is.")
    return JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer for an exception that nobody expected; Django has logged it."""
    body = problem("internal-error", "The error was logged. Nothing was changed.")
    return JsonResponse(body, status=body["status"], content_type=MEDIA_TYPE)
