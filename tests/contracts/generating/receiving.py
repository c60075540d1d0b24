"""Reading messages with openapi-core, which shares no code with the engine.

It reads a part of the styles only, and not as the specification has them, so that these are read here.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from openapi_core import Config, OpenAPI
from openapi_core.casting.schemas import oas31_schema_casters_factory
from openapi_core.datatypes import RequestParameters
from openapi_core.deserializing.styles.deserializers import StyleDeserializer
from openapi_core.deserializing.styles.factories import StyleDeserializersFactory
from werkzeug.datastructures import Headers, ImmutableMultiDict

from tests.contracts.generating.apis import ANSWERED, FORM, MEDIA_TYPES, MULTIPART, TEXT, Tree
from tests.contracts.generating.messages import DELIMITERS, MARKS, SPOKEN, Message, text_of
from tests.contracts.generating.spoken import BODY, Key, Spoken, declaring


class _Styles(StyleDeserializersFactory):
    """Reads values in any style: the inverse of how they are written."""

    def create(self, spec: Any, schema: Any, style: str, explode: bool, name: str) -> StyleDeserializer:
        kind = (schema / "type").read_str("")
        members = list((schema / "properties").str_keys()) if kind == "object" else []

        def read(explode: bool, name: str, kind: str, location: Any) -> Any:
            return _read(location, (style, explode), name, kind, members)

        return StyleDeserializer(
            style, explode, name, kind, self.schema_casters_factory.create(spec, schema), read
        )


def _read(location: Any, how: tuple[str, bool], name: str, kind: str, members: list[str]) -> Any:
    """A value as it was before it was written; raises KeyError where there is none, ValueError for another style."""
    style, exploded = how
    in_pairs = isinstance(location, ImmutableMultiDict) and exploded
    if in_pairs and kind == "object":
        named = {f"{name}[{member}]" if style == "deepObject" else member: member for member in members}
        return _found({member: unquote(location[key]) for key, member in named.items() if key in location})
    if in_pairs and kind == "array":
        return _found([unquote(text) for text in location.getlist(name)])
    text = _bare(location[name], style, "" if exploded and kind == "object" else f"{name}=")
    if kind not in ("array", "object"):
        return unquote(text)
    parts = text.split(MARKS.get(style, ",") if exploded else DELIMITERS.get(style, ","))
    if kind == "array":
        return [unquote(part) for part in parts]
    pairs = [part.split("=", 1) for part in parts] if exploded else zip(parts[::2], parts[1::2], strict=True)
    return {key: unquote(value) for key, value in pairs}


def _bare(text: str, style: str, named: str) -> str:
    """The text without what a style writes before it, in a matrix with a name and before each item of a list."""
    if style not in MARKS:
        return text
    begin = f";{named}" if style == "matrix" else MARKS[style]
    if not text.startswith(begin):
        raise ValueError
    return text.removeprefix(begin).replace(begin, MARKS[style])


def _found(value: Any) -> Any:
    if not value:
        raise KeyError
    return value


def _json(value: bytes | str, **_: str) -> Any:
    return json.loads(unquote(value) if isinstance(value, str) else value)


def _text(value: bytes | str, **_: str) -> str:
    return unquote(value) if isinstance(value, str) else value.decode()


def _form(value: bytes, **_: str) -> Any:
    return ImmutableMultiDict(pair.split("=", 1) for pair in value.decode().split("&"))


_IN_JSON = {*MEDIA_TYPES, *ANSWERED, *(one for spoken in SPOKEN.values() for one in spoken)} - {
    MULTIPART,
    FORM,
    TEXT,
}
CONFIG = Config(
    spec_validator_cls=None,
    style_deserializers_factory=_Styles(oas31_schema_casters_factory),
    extra_media_type_deserializers=dict.fromkeys(_IN_JSON, _json)
    | {FORM: _form, TEXT: _text, "text/*": _text},
)


@dataclass(slots=True)
class _Request:
    """What openapi-core calls a request (its protocol `Request`)."""

    method: str
    path: str
    path_pattern: str
    parameters: RequestParameters
    body: bytes = b""
    content_type: str = ""
    host_url: str = "http://localhost"


@dataclass(slots=True)
class _Response:
    """What openapi-core calls a response (its protocol `Response`)."""

    status_code: int
    headers: Headers
    data: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Why a message is refused, or what is read from it."""

    refused: str = ""
    values: Mapping[Key, Any] = field(default_factory=dict)


class Receiver:
    """Reads the messages of one operation."""

    def __init__(self, spoken: Spoken) -> None:
        self.spoken = spoken
        named = [
            (name if at != "path" else one["name"], one) for (at, name), one in spoken.parameters.items()
        ]
        operation: Tree = {"parameters": [_prepared(one | {"name": name}) for name, one in named]}
        operation |= {"responses": {status: _prepared(one) for status, one in spoken.responses.items()}}
        operation |= {"requestBody": _prepared(spoken.body)} if spoken.body else {}
        tree = {"openapi": spoken.version, "info": {}, "paths": {spoken.path: {spoken.method: operation}}}
        self.api = OpenAPI.from_dict(tree, config=CONFIG)

    def read(self, message: Message) -> Reading:
        """What openapi-core makes of a message; credentials are held against the ways in, since it knows no scopes."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openapi-core warns about what is deprecated in OpenAPI
            return self._response(message) if message.status else self._request(message)

    def _request(self, message: Message) -> Reading:
        held = message.credentials
        if not any(
            all(one in held and set(way[one]) <= held[one] for one in way) for way in self.spoken.ways
        ):
            return Reading("the credentials are not enough")
        query, cookies = ImmutableMultiDict(message.query), ImmutableMultiDict(message.cookies)
        path = {self.spoken.names[int(position)]: text for position, text in message.path.items()}
        parameters = RequestParameters(query=query, header=_headers(message), cookie=cookies, path=path)
        where = (self.spoken.method, self.spoken.path, self.spoken.path)
        result = self.api.unmarshal_request(_Request(*where, parameters, message.body, message.content_type))
        if result.errors:
            return Reading(_reason(result.errors[0]))
        read = result.parameters
        found = {
            (at, name): one for at in ("query", "header", "cookie") for name, one in getattr(read, at).items()
        }
        found |= {("path", str(self.spoken.names.index(name))): one for name, one in read.path.items()}
        return Reading(values=found | {BODY: result.body})

    def _response(self, message: Message) -> Reading:
        request = _Request(self.spoken.method, self.spoken.path, self.spoken.path, RequestParameters())
        response = _Response(int(message.status), _headers(message), message.body, message.content_type)
        result = self.api.unmarshal_response(request, response)
        if result.errors:
            return Reading(_reason(result.errors[0]))
        return Reading(
            values={("header", name.lower()): value for name, value in result.headers.items()}
            | {BODY: result.data}
        )


def _prepared(part: Tree) -> Tree:
    """What has content as openapi-core reads it: it takes the first range that fits, spells media types in one way, and
    takes an encoding that says nothing for one of a text.
    """
    spelled = {
        name.lower().partition("; charset")[0]: media for name, media in part.get("content", {}).items()
    }
    for name, media in spelled.items():
        told = {member: one for member, one in media.get("encoding", {}).items() if one}
        spelled[name] = {"schema": media["schema"]} | ({"encoding": told} if told else {})
    ordered = dict(sorted(spelled.items(), key=lambda one: (one[0].count("*"), ";" not in one[0])))
    kept = {key: one for key, one in part.items() if key != "content"} | (
        {"content": ordered} if ordered else {}
    )
    headers = {name: _prepared(header) for name, header in part.get("headers", {}).items()}
    return kept | ({"headers": headers} if headers else {})


def _headers(message: Message) -> Headers:
    return Headers({name: text.replace("%", "%25") for name, text in message.headers.items()})


def _reason(error: BaseException) -> str:
    """The kinds of mistakes behind one another, and the violations of a schema that are behind them all."""
    kinds = [type(error).__name__]
    while error.__cause__ is not None:
        error = error.__cause__
        kinds.append(type(error).__name__)
    violations = getattr(error, "schema_errors", None) or ()
    return ": ".join([*kinds, *(str(one.message) for one in violations)])


def awaited(spoken: Spoken, message: Message) -> bool:
    """Is it a request, or a response of a status and media type that a client is ready for?

    Further statuses and media types are safe by decision; who names a type without parameters gets none with some.
    """
    if not message.status:
        return True
    declared = spoken.response(message.status)
    if declared is None or not declared.get("content") or not message.body:
        return declared is not None
    found = declaring(message.content_type, declared["content"])
    return found is not None and (
        "*" in found or ";" not in message.content_type or found == message.content_type
    )


def misread(spoken: Spoken, message: Message, reading: Reading) -> str:
    """What of the declared parts of a message is read as another value than was sent, or overlooked."""
    declared = {*spoken.parameters, *([BODY] if spoken.body else [])}
    if message.status:
        response = spoken.response(message.status) or {}
        declared = {("header", name.lower()) for name in response.get("headers", {})}
        declared |= {BODY} if response.get("content") else set()
    for key in sorted(message.values.keys() & declared):
        was, now = _plain(message.values[key]), _plain(reading.values.get(key))
        as_one = isinstance(was, list) and isinstance(
            now, str
        )  # who reads a text takes the joined text of a list
        if was != now and not (as_one and all(item in now for item in was)):
            return f"{key} was {was!r} and is read as {now!r}"
    return ""


def _plain(value: Any) -> Any:
    """A value as a text, a list of one as its item: what cannot be told apart in a message is the same."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items() if member != []}
    if isinstance(value, list):
        return _plain(value[0]) if len(value) == 1 else [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode()
    return text_of(int(value) if isinstance(value, float) and value.is_integer() else value)
