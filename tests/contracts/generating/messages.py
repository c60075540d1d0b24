"""Random messages that conform to a description, written as they travel.

Source: RFC 6570; "Style Values", "Style Examples" and "Encoding Object" of the OpenAPI Specification 3.0.4 and 3.1.1.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.contracts.generating.apis import FORM, JSON, MULTIPART, TEXT, Tree
from tests.contracts.generating.spoken import BODY, Key, Spoken, declaring

STATUSES = ("200", "201", "202", "404", "409", "500")
BOUNDARY = "-boundary-"
TEXTS = (
    "a",
    "b",
    "xy",
    "12",
    "7",
    "true",
    "a b",
    "e,f",
    "c/d",
    "p|q",
    "50%",
    "é",
    "r=1",
    "x.y",
    ";s=1",
    "?a:@b",
)
DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}
MARKS = {"label": ".", "matrix": ";"}
"""What two styles write before a value, and between the parts of one that is exploded."""
HARMLESS = ":/?@!$'()*,;"
"""Reserved characters that keep their meaning where `allowReserved` has them written as they are."""
SPOKEN = {"*/*": [JSON, "model/a+json"], "application/*": [JSON, "application/x+json"], "text/*": [TEXT]}
"""Media types that are sent where a range is declared."""


class Unwritable(Exception):  # noqa: N818 - another message is drawn
    """A value for which no way to write it is defined, or that cannot be told from another one once it is written."""


@dataclass(slots=True)
class Message:
    """A request or a response; the texts of path, query and cookies are percent-encoded. `values` are what it says."""

    path: dict[str, str] = field(default_factory=dict)
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    content_type: str = ""
    status: str = ""
    credentials: dict[str, set[str]] = field(default_factory=dict)
    values: dict[Key, Any] = field(default_factory=dict)


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


class Sender:
    """Sends what is declared for an operation, at random; of responses those that the other side declares otherwise."""

    def __init__(self, chance: random.Random, spoken: Spoken, other: Spoken) -> None:
        self.chance, self.spoken = chance, spoken
        declared = [one for one in STATUSES if spoken.response(one) is not None]
        self.statuses = [one for one in declared if spoken.response(one) != other.response(one)]

    def send(self, direction: str) -> Message:
        """A message of a direction; raises Unwritable."""
        return self._request() if direction == "request" else self._response()

    def _request(self) -> Message:
        message = Message()
        for key, parameter in self.spoken.parameters.items():
            if parameter.get("required") or self._happens():
                self._put(message, key, parameter)
        for scheme, scopes in self.chance.choice(self.spoken.ways).items():
            message.credentials[scheme] = set(scopes)
        body = self.spoken.body
        if body and (body.get("required") or self._happens()):
            self._fill(message, body["content"])
        return message

    def _response(self) -> Message:
        if not self.statuses:
            raise Unwritable
        message = Message(status=self.chance.choice(self.statuses))
        declared = self.spoken.response(message.status) or {}
        for name, header in declared.get("headers", {}).items():
            if header.get("required") or self._happens():
                self._put(message, ("header", name.lower()), header)
        if declared.get("content"):
            self._fill(message, declared["content"])
        return message

    def _happens(self) -> bool:
        return self.chance.random() < 0.6

    def _put(self, message: Message, key: Key, declared: Tree) -> None:
        """Write a value of a parameter or a header to its place."""
        location, name = key[0], declared.get("name", key[1])
        if "content" in declared:
            (media,) = declared["content"].values()
            value = self._value(media["schema"])
            pairs = [(name, encoded(json.dumps(value), location))]
        else:
            empty = (
                declared.get("allowEmptyValue")
                and declared["schema"] == {"type": "string"}
                and not self._happens()
            )
            value = "" if empty else self._value(declared["schema"])
            pairs = _styled(location, name, declared, value)
        message.values[key] = value
        if location in ("query", "cookie"):
            (message.query if location == "query" else message.cookies).extend(pairs)
        else:
            (message.path if location == "path" else message.headers)[key[1]] = pairs[0][1]

    def _fill(self, message: Message, content: Tree) -> None:
        spoken = {
            one for name in content for one in SPOKEN.get(name, [name.lower().partition("; charset")[0]])
        }
        message.content_type = self.chance.choice(sorted(spoken))
        media = content[declaring(message.content_type, content) or ""]
        value = message.values[BODY] = self._value(media["schema"])
        encodings = media.get("encoding", {})
        if message.content_type == FORM:
            pairs = [
                pair
                for name, member in value.items()
                for pair in _field(name, member, encodings.get(name, {}))
            ]
            message.body = "&".join(f"{name}={text}" for name, text in pairs).encode()
        elif message.content_type == MULTIPART:
            message.content_type = f"{MULTIPART}; boundary={BOUNDARY}"
            message.body = _parts(value, encodings)
        else:
            message.body = (text_of(value) if message.content_type == TEXT else json.dumps(value)).encode()

    def _value(self, schema: Tree) -> Any:
        """A value of one of the simple schemas; lists and objects have something in them, so that they can be told."""
        kind, choice = schema["type"], self.chance.choice
        if kind == "array":
            return [
                self._value(schema["items"]) for _ in range(self.chance.randint(1, schema.get("maxItems", 3)))
            ]
        if kind == "object":
            needed = schema.get("required", [])
            held = {
                name: one for name, one in schema["properties"].items() if name in needed or self._happens()
            }
            return {name: self._value(one) for name, one in (held or schema["properties"]).items()}
        if "enum" in schema:
            return choice(schema["enum"])
        if kind == "string":
            most, digits = schema.get("maxLength", 9), "pattern" in schema
            return choice([one for one in TEXTS if len(one) <= most and (one.isdecimal() or not digits)])
        integers = [2, 3, 5] if "minimum" in schema else [2, 7, -3, 12]
        return choice({"integer": integers, "number": [2, 0.5, -1.5], "boolean": [True, False]}[kind])


def encoded(text: str, location: str, keeps: str = "") -> str:
    """Percent-encoded, but in a header, which has texts as they are."""
    if location != "header":
        return quote(text, safe=keeps)
    if not text.isascii() or text != text.strip():
        raise Unwritable
    return text


def _styled(location: str, name: str, declared: Tree, value: Any) -> list[tuple[str, str]]:
    style = declared.get("style", "simple" if location in ("path", "header") else "form")
    exploded = declared.get("explode", style == "form")
    if location in ("path", "header"):
        return [(name, _joined(location, style, name, value, exploded=exploded))]
    if location == "cookie" and exploded and isinstance(value, list | dict):
        raise Unwritable
    return _in_query(
        name, style, value, exploded=exploded, keeps=HARMLESS if declared.get("allowReserved") else ""
    )


def _joined(location: str, style: str, name: str, value: Any, *, exploded: bool) -> str:
    """A value in the path or a header: `{x}`, `{.x}` and `{;x}` of RFC 6570, with `*` where it is exploded."""
    delimiter = MARKS.get(style, ",") if exploded else ","
    named = style == "matrix" and not (exploded and isinstance(value, dict))
    if isinstance(value, dict):
        items = [
            f"{key}{'=' if exploded else ','}{_item(location, one, delimiter)}" for key, one in value.items()
        ]
    else:
        items = (
            [_item(location, one, delimiter) for one in value]
            if isinstance(value, list)
            else [encoded(text_of(value), location)]
        )
    if named:
        items = [f"{name}={item}" for item in items] if exploded else [f"{name}={delimiter.join(items)}"]
    return MARKS.get(style, "") + delimiter.join(items)


def _item(location: str, value: Any, delimiter: str) -> str:
    text = encoded(text_of(value), location)
    if (
        isinstance(value, list | dict)
        or delimiter in text
        or (location == "header" and {"=", ","} & set(text))
    ):
        raise Unwritable
    return text


def _in_query(name: str, style: str, value: Any, *, exploded: bool, keeps: str) -> list[tuple[str, str]]:
    """The pairs of a query or form; `keeps` are the reserved characters that stay as they are."""
    if not isinstance(value, list | dict):
        return [(name, encoded(text_of(value), "query", keeps))]
    delimiter = DELIMITERS.get(style, "&" if exploded else ",")
    members = value.items() if isinstance(value, dict) else [(name, one) for one in value]
    texts = [(key, encoded(text_of(member), "query", keeps)) for key, member in members]
    if any(isinstance(one, list | dict) for _, one in members) or any(delimiter in text for _, text in texts):
        raise Unwritable
    if style == "deepObject":
        return [(f"{name}[{key}]", text) for key, text in texts]
    if exploded:
        return texts
    return [
        (
            name,
            delimiter.join(
                part for pair in texts for part in (pair if isinstance(value, dict) else pair[1:])
            ),
        )
    ]


def _field(name: str, value: Any, encoding: Tree) -> list[tuple[str, str]]:
    """The pairs for one member of a URL-encoded form."""
    if "contentType" in encoding:
        written = json.dumps(value) if encoding["contentType"] == JSON else text_of(value)
        return [(name, encoded(written, "query"))]
    style = encoding.get("style", "form")
    return _in_query(name, style, value, exploded=encoding.get("explode", style == "form"), keeps="")


def _parts(value: Tree, encodings: Tree) -> bytes:
    """A form in parts: what is an object is JSON by default, and a list is a part for each item."""
    lines = []
    for name, member in value.items():
        for part in member if isinstance(member, list) else [member]:
            kind = encodings.get(name, {}).get("contentType", JSON if isinstance(part, list | dict) else TEXT)
            lines += [
                f"--{BOUNDARY}",
                f'Content-Disposition: form-data; name="{name}"',
                f"Content-Type: {kind}",
                "",
            ]
            lines.append(json.dumps(part) if kind == JSON else text_of(part))
    return "\r\n".join([*lines, f"--{BOUNDARY}--", ""]).encode()
