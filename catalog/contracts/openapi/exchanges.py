"""Sending a witness through openapi-core: does a second, independent library accept the message?"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.deserializing.media_types.util import json_loads, plain_loads
from werkzeug.datastructures import Headers, ImmutableMultiDict

from catalog.contracts.documents.chains import Chains
from catalog.contracts.documents.json_text import write_json
from catalog.contracts.openapi.media_types import FORM, JSON, is_json
from catalog.contracts.openapi.operations import PATH_PARAMETER
from catalog.contracts.openapi.places import stated_media_types
from catalog.contracts.schemas.values import as_text

_BOUNDARY = "portolan-4f1c2d"
_LONGEST_REASON = 300
_OPERATORS = (".{}", ".{}*", ";{}", ";{}*")


class NotReplayable(Exception):  # noqa: N818 - an answer, not a failure of the program
    """The message cannot be given to the library, or the library cannot read the document."""


@dataclass(slots=True)
class _Request:
    """What openapi-core calls a request (its protocol `Request`)."""

    method: str
    path: str
    path_pattern: str
    parameters: RequestParameters
    body: bytes | None = None
    content_type: str = ""
    host_url: str = "http://localhost"


@dataclass(slots=True)
class _Response:
    """What openapi-core calls a response (its protocol `Response`)."""

    status_code: int
    headers: Headers
    data: bytes | None = None
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A witness's message and the operation that it belongs to, in a document of its own."""

    document: Mapping[str, Any]
    path: str
    method: str
    request: Mapping[str, Any] | None = None
    response: Mapping[str, Any] | None = None


def refusals(exchange: Exchange) -> list[str]:
    """Why the library refuses the message, nothing where it accepts it; raises NotReplayable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openapi-core warns about what is deprecated in the document
        try:
            config = Config(spec_validator_cls=None, extra_media_type_deserializers=_readers(exchange))
            api = OpenAPI.from_dict(dict(exchange.document), config=config)
            return [text for error in _errors(api, exchange) for text in _reasons(error)]
        except (NotReplayable, MemoryError):  # of no more memory this process ends
            raise
        except Exception as error:  # whatever a library may raise about a document that it cannot read
            raise NotReplayable(f"openapi-core fails with {type(error).__name__}: {error}") from error


def _readers(exchange: Exchange) -> dict[str, Any]:
    """How to read the message's media type and the ranges that it is in, of which the library knows but a few."""
    message = (exchange.request if exchange.response is None else exchange.response) or {}
    kind = message.get("content_type", "").partition(";")[0]
    names = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    if is_json(kind):
        return dict.fromkeys(names, json_loads)
    return dict.fromkeys(names, plain_loads) if kind.startswith("text/") else {}


def _errors(api: OpenAPI, exchange: Exchange) -> Iterator[Exception]:
    if exchange.response is None:
        yield from api.iter_request_errors(_request(exchange, exchange.request or {}))
        return
    message = exchange.response
    response = _Response(message["status"], Headers(message["headers"]))
    if "body" in message:
        response.data, response.content_type = _content(message, {})
    yield from api.iter_response_errors(_request(exchange, {}), response)


def _request(exchange: Exchange, message: Mapping[str, Any]) -> _Request:
    path = message.get("path", exchange.path)
    query = [(name, text) for name, texts in message.get("query", {}).items() for text in texts]
    parameters = RequestParameters(
        path=_segments(exchange.path, path),
        query=ImmutableMultiDict(query),
        header=Headers(message.get("headers", {})),
        cookie=ImmutableMultiDict(message.get("cookies", {})),
    )
    request = _Request(exchange.method, path, exchange.path, parameters)
    if "body" in message:
        request.body, request.content_type = _content(message, _encodings(exchange, message["content_type"]))
    return request


def _segments(template: str, path: str) -> dict[str, str]:
    """The path parameters of a path, by the names that the library has for them: with the operators of RFC 6570."""
    names = PATH_PARAMETER.findall(template)
    fixed = PATH_PARAMETER.split(template)[::2]
    found = re.fullmatch("([^/]*)".join(map(re.escape, fixed)), path)
    named = zip(names, map(unquote, found.groups()), strict=True) if found else ()
    return {
        called: text for name, text in named for called in (name, *(one.format(name) for one in _OPERATORS))
    }


def _encodings(exchange: Exchange, media_type: str) -> Mapping[str, Any]:
    """What the document says about how the parts of a form are written, by their names."""
    operation = exchange.document["paths"][exchange.path][exchange.method]
    _, body = Chains(exchange.document).follow("", operation.get("requestBody"))
    content = body.get("content") if isinstance(body, dict) else None
    stated = content.get(media_type) if isinstance(content, dict) else None
    encodings = stated.get("encoding") if isinstance(stated, dict) else None
    return encodings if isinstance(encodings, dict) else {}


def _content(message: Mapping[str, Any], encodings: Mapping[str, Any]) -> tuple[bytes, str]:
    media_type, body = message["content_type"], message["body"]
    kind = media_type.partition(";")[0]
    if is_json(kind):
        return write_json(body), media_type
    if kind == FORM or (isinstance(body, str) and not kind.endswith("xml")):
        return body.encode(), media_type
    if kind == "multipart/form-data" and isinstance(body, dict):
        return _multipart(body, encodings), f"{kind}; boundary={_BOUNDARY}"
    raise NotReplayable(f"openapi-core does not read {kind}")


def _multipart(body: Mapping[str, Any], encodings: Mapping[str, Any]) -> bytes:
    """A form in parts: what is an object goes as JSON, a list as several parts (OpenAPI 3.0.4, 4.8.14.4)."""
    lines: list[str] = []
    for name, member in body.items():
        stated = stated_media_types(encodings.get(name))
        for part in member if isinstance(member, list) else [member]:
            lines += [f"--{_BOUNDARY}", f'Content-Disposition: form-data; name="{name}"']
            kind = stated[0] if stated else JSON if isinstance(part, dict) else ""
            lines += [f"Content-Type: {kind}"] if kind else []
            lines += ["", write_json(part).decode() if is_json(kind) else as_text(part)]
    return "\r\n".join([*lines, f"--{_BOUNDARY}--", ""]).encode()


def _reasons(error: BaseException) -> list[str]:
    """What an error says, with the violations that it stands for."""
    causes = [error]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)
    violations = getattr(causes[-1], "schema_errors", None) or ()
    texts = [str(one.message) for one in violations] or [str(causes[-1]) or type(causes[-1]).__name__]
    return [text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…" for text in texts]
