"""A REST client that holds the API to its own contract: every exchange that it sees must be as described."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from openapi_core import Config, OpenAPI
from openapi_core.deserializing.media_types.util import data_form_loads
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.paths.exceptions import OperationNotFound, PathNotFound
from openapi_core.testing import MockRequest, MockResponse
from rest_framework.test import APIClient

from catalog.models import Person, Token

# What an address that is not described, or not with this method, must be answered with.
UNDESCRIBED = {PathNotFound: HTTPStatus.NOT_FOUND, OperationNotFound: HTTPStatus.METHOD_NOT_ALLOWED}


@cache
def contract() -> OpenAPI:
    read = {
        "application/hal+json": json.loads,
        "application/problem+json": json.loads,
        "application/yaml": bytes.decode,
        "multipart/form-data": _read_form,
        "text/calendar": _read_text,
    }
    description = SchemaGenerator().get_schema(request=None, public=True)
    return OpenAPI.from_dict(description, config=Config(extra_media_type_deserializers=read))


def _read_text(body: bytes, charset: str = "utf-8") -> str:
    return body.decode(charset)


def _read_form(body: bytes, boundary: str, **_parameters: str) -> Any:
    """Parts as bytes: a charset, which the test client states, would spoil those that are no text."""
    return data_form_loads(body, boundary=boundary)


class ContractClient(APIClient):
    """Validates what it receives, and what it sent where that was accepted, against the API's description."""

    def generic(
        self, method: str, path: str, data: Any = "", content_type: str = "application/json", **extra: Any
    ) -> HttpResponse:
        response = super().generic(method, path, data, content_type, **extra)
        check(method, response, data, content_type)
        return response


def check(method: str, response: Any, data: bytes | str, content_type: str) -> None:
    sent = response.wsgi_request
    request = MockRequest(
        "http://testserver",
        method,
        sent.path,
        args=QueryDict(sent.META["QUERY_STRING"]),
        headers=dict(sent.headers),
        data=data.encode() if isinstance(data, str) else data,
        content_type=content_type,
    )
    received = MockResponse(
        response.content,
        response.status_code,
        dict(response.headers),
        response.headers.get("Content-Type", ""),
    )
    try:
        contract().validate_response(request, received)
        if response.status_code < HTTPStatus.BAD_REQUEST:
            contract().validate_request(request)
    except (PathNotFound, OperationNotFound) as error:
        if response.status_code != UNDESCRIBED[type(error)]:
            pytest.fail(f"{method} {sent.path} is not described")
    except OpenAPIError as error:
        pytest.fail(f"{method} {sent.path} is not as described: {_reasons(error)}")


def _reasons(error: BaseException) -> str:
    reasons = [repr(error)]
    while error.__cause__:
        error = error.__cause__
        reasons += [str(e) for e in getattr(error, "schema_errors", [])] or [repr(error)]
    return "\n".join(reasons)


@pytest.fixture
def api_of(db) -> Callable[[Person], ContractClient]:
    """A client that acts as the person, by a real token."""

    def client(person: Person) -> ContractClient:
        _, secret = Token.issue(person, "test", timezone.now() + timedelta(hours=1))
        client = ContractClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
        return client

    return client
