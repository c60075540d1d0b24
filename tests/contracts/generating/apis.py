"""Random descriptions of small APIs: parameters, bodies, responses and security around simple schemas."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]
Slot = tuple[str, Any, Any]
"""The kind of a part, the list or object that holds it, and its place there."""

METHODS = ("post", "put", "get")
VERSIONS = ("3.0.3", "3.1.0")
PATHS = ("/things", "/things/{id}", "/things/{id}/{part}")
NAMES = {"query": ("p", "q", "s"), "header": ("X-A", "X-B"), "cookie": ("c", "d")}
STYLES = {"path": ("simple", "label", "matrix"), "header": ("simple",), "cookie": ("form",)}
STYLES_OF_QUERIES = {
    "single": ("form",),
    "array": ("form", "spaceDelimited", "pipeDelimited"),
    "object": ("form", "deepObject"),
}
JSON, TEXT = "application/json", "text/plain"
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MEDIA_TYPES = (JSON, JSON, TEXT, FORM, MULTIPART, "application/vnd.a+json", "application/*", "*/*")
ANSWERED = (
    JSON,
    JSON,
    TEXT,
    "application/vnd.a+json",
    "application/json;v=1",
    "application/*",
    "text/*",
    "*/*",
)
STATUSES = ("200", "201", "2XX", "404", "4XX", "default")
SCALARS: tuple[Tree, ...] = (
    {"type": "integer"},
    {"type": "integer", "minimum": 1, "maximum": 5},
    {"type": "integer", "enum": [2, 3, 7]},
    {"type": "number"},
    {"type": "boolean"},
    {"type": "string"},
    {"type": "string"},
    {"type": "string", "enum": ["a", "b"]},
    {"type": "string", "enum": ["a", "b", "c/d", "e,f"]},
    {"type": "string", "minLength": 1, "maxLength": 2},
    {"type": "string", "pattern": "^[0-9]+$"},
)
SCHEMES: tuple[Tree, ...] = (
    {"type": "http", "scheme": "basic"},
    {"type": "http", "scheme": "bearer"},
    {"type": "apiKey", "in": "header", "name": "X-Key"},
    {"type": "apiKey", "in": "query", "name": "key"},
    {"type": "openIdConnect", "openIdConnectUrl": "https://id.example/a"},
)
FLOW = {"tokenUrl": "https://id.example/t", "scopes": {"read": "", "write": ""}}
OAUTH: Tree = {"type": "oauth2", "flows": {"clientCredentials": FLOW}}


def behind(tree: Tree, node: Any) -> Any:
    """What a reference, or a schema around one other, leads to."""
    while "$ref" in node or "allOf" in node:
        if "allOf" in node:
            (node,) = node["allOf"]
        else:
            _, _, kind, name = node["$ref"].split("/")
            node = tree["components"][kind][name]
    return node


def kind_of(schema: Tree) -> str:
    return schema["type"] if schema["type"] in ("array", "object") else "single"


class Apis:
    """Makes the parts of one description; what it shares goes into the components of `tree`."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.tree: Tree = {}

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def document(self) -> Tree:
        """A description of one path with one or two operations."""
        chance = self.chance
        self.tree = {"openapi": chance.choice(VERSIONS), "info": {"title": "Things", "version": "1"}}
        self.tree["components"] = {"securitySchemes": self.schemes()}
        if self.happens(0.3):
            self.tree["servers"] = [{"url": f"https://{chance.choice('ab')}.example/v1"}]
        if self.happens(0.4):
            self.tree["security"] = self.security()
        path = chance.choice(PATHS)
        methods = chance.sample(["post", "put", "get"], chance.choice([1, 1, 2]))
        item: Tree = {method: self.operation(method) for method in methods}
        item["parameters"] = self.several(0.5)
        for name in [part[1:-1] for part in path.split("/") if part.startswith("{")]:
            owner = item if self.happens(0.6) else None
            parameter = self.placed("parameters", self.parameter("path", name))
            for one in [owner] if owner else [item[method] for method in methods]:
                one["parameters"].append(copy.deepcopy(parameter))
        self.tree["paths"] = {path: item}
        return self.tree

    def schemes(self) -> Tree:
        chosen = self.chance.sample(SCHEMES, 2)
        return {
            "first": copy.deepcopy(chosen[0]),
            "second": copy.deepcopy(chosen[1]),
            "third": copy.deepcopy(OAUTH),
        }

    def operation(self, method: str) -> Tree:
        operation: Tree = {"parameters": self.several(1.5), "responses": self.responses()}
        if method != "get" and self.happens(0.7):
            operation["requestBody"] = self.placed("requestBodies", self.body())
        if self.happens(0.4):
            operation["security"] = self.security()
        return operation

    def placed(self, kind: str, part: Tree, share: float = 0.2) -> Tree:
        """The part as it is, or a reference to it among the components."""
        if not self.happens(share):
            return part
        held = self.tree["components"].setdefault(kind, {})
        name = f"{kind.capitalize()}{len(held)}"
        held[name] = part
        return {"$ref": f"#/components/{kind}/{name}"}

    def several(self, mean: float) -> list[Tree]:
        slots = [(location, name) for location, names in NAMES.items() for name in names]
        found = [slot for slot in slots if self.happens(mean / len(slots))]
        return [self.placed("parameters", self.parameter(*slot)) for slot in found]

    def parameter(self, location: str, name: str) -> Tree:
        parameter: Tree = {"name": name, "in": location}
        if location == "path" or self.happens(0.4):
            parameter["required"] = True
        if location == "query" and self.happens(0.15):
            parameter["allowReserved"] = True
        if location == "query" and self.happens(0.1):
            parameter["allowEmptyValue"] = True
        return parameter | self.written(location)

    def written(self, location: str) -> Tree:
        """A schema and how its values are written, or content."""
        if self.happens(0.1) and location != "path":
            return {"content": {JSON: {"schema": self.placed("schemas", self.value())}}}
        schema = self.value()
        if location == "cookie" and schema["type"] == "object":
            schema = self.scalar()
        told: Tree = {"schema": self.placed("schemas", schema)}
        told |= self.style(location, kind_of(schema))
        return told

    def style(self, location: str, kind: str) -> Tree:
        """A style that is defined for the kind of value; often the one that need not be said."""
        if self.happens(0.4):
            return {} if location != "cookie" or kind == "single" else {"explode": False}
        styles = STYLES_OF_QUERIES[kind] if location == "query" else STYLES[location]
        style = self.chance.choice(styles)
        exploded = self.happens(0.5)
        if style.endswith("Delimited") or (location == "cookie" and kind != "single"):
            exploded = False
        return {"style": style, "explode": exploded or style == "deepObject"}

    def scalar(self) -> Tree:
        return copy.deepcopy(self.chance.choice(SCALARS))

    def text(self) -> Tree:
        return copy.deepcopy(self.chance.choice([one for one in SCALARS if one["type"] == "string"]))

    def value(self) -> Tree:
        kind = self.chance.choice(["single", "single", "array", "object"])
        if kind == "array":
            return {"type": "array", "items": self.scalar()} | ({"maxItems": 2} if self.happens(0.2) else {})
        return self.object() if kind == "object" else self.scalar()

    def object(self, *, deep: bool = False) -> Tree:
        names = self.chance.sample(["g", "r", "z"], self.chance.choice([1, 2]))
        made = {name: self.value() if deep and self.happens(0.4) else self.scalar() for name in names}
        required = [name for name in names if self.happens(0.4)]
        schema: Tree = {"type": "object", "properties": made} | ({"required": required} if required else {})
        return schema | ({"additionalProperties": False} if self.happens(0.2) else {})

    def body(self) -> Tree:
        names = self.chance.sample(MEDIA_TYPES, self.chance.choice([1, 1, 2]))
        return {"content": {name: self.media(name) for name in names}} | (
            {"required": True} if self.happens(0.6) else {}
        )

    def media(self, name: str) -> Tree:
        if name.startswith("text"):
            return {"schema": self.placed("schemas", self.text())}
        if name not in (FORM, MULTIPART):
            return {"schema": self.placed("schemas", self.object(deep=True))}
        schema = self.object(deep=name == MULTIPART)
        if self.happens(0.5):
            schema["properties"]["l"] = {"type": "array", "items": self.scalar()}
        if name == MULTIPART:
            _as_texts(schema)
        encoding = {part: self.encoding(name, kind_of(told)) for part, told in schema["properties"].items()}
        encoding = {part: told for part, told in encoding.items() if told}
        return {"schema": self.placed("schemas", schema)} | ({"encoding": encoding} if encoding else {})

    def encoding(self, name: str, kind: str) -> Tree:
        if self.happens(0.5):
            return {}
        if name == MULTIPART or self.happens(0.3):
            return {"contentType": self.chance.choice([JSON, TEXT] if kind == "single" else [JSON])}
        return self.style("query", kind)

    def responses(self) -> Tree:
        statuses = self.chance.sample(STATUSES, self.chance.choice([1, 2, 2, 3]))
        return {status: self.placed("responses", self.response()) for status in statuses}

    def response(self) -> Tree:
        response: Tree = {"description": "It"}
        if self.happens(0.7):
            names = self.chance.sample(ANSWERED, self.chance.choice([1, 1, 2]))
            response["content"] = {name: self.media(name) for name in names}
        if self.happens(0.5):
            names = self.chance.sample(NAMES["header"], self.chance.choice([1, 2]))
            response["headers"] = {name: self.placed("headers", self.header()) for name in names}
        return response

    def header(self) -> Tree:
        return self.written("header") | ({"required": True} if self.happens(0.5) else {})

    def security(self) -> list[Tree]:
        return [self.alternative() for _ in range(self.chance.choice([0, 1, 1, 2, 2]))]

    def alternative(self) -> Tree:
        names = self.chance.sample(["first", "second", "third"], self.chance.choice([0, 1, 1, 1, 2]))
        scopes = [scope for scope in ("read", "write") if self.happens(0.5)]
        return {name: scopes if name == "third" else [] for name in names}


def _as_texts(form: Tree) -> None:
    """Make what goes into a part as a text a string: openapi-core reads no numbers there."""
    for name, part in form["properties"].items():
        if part["type"] == "array" and part["items"]["type"] != "string":
            part["items"] = {"type": "string"}
        elif part["type"] not in ("string", "object", "array"):
            form["properties"][name] = {"type": "string", "maxLength": 3}


def owners(tree: Tree) -> list[Tree]:
    """The path and its operations."""
    (item,) = tree["paths"].values()
    return [item, *(item[method] for method in METHODS if method in item)]


def identity(tree: Tree, parameter: Tree) -> tuple[str, str]:
    part = behind(tree, parameter)
    return part["in"], part["name"].lower() if part["in"] == "header" else part["name"]


def slots(tree: Tree) -> Iterator[Slot]:
    """Every part of the description and of the components that it refers to."""
    found: list[Slot] = []
    for owner in owners(tree):
        found += [("parameters", owner["parameters"], index) for index in range(len(owner["parameters"]))]
        found += [("requestBodies", owner, "requestBody")] if "requestBody" in owner else []
        found += [("responses", owner["responses"], status) for status in owner.get("responses", ())]
    seen = set()
    while found:
        kind, holder, key = found.pop()
        if (id(holder), key) not in seen:
            seen.add((id(holder), key))
            yield kind, holder, key
            part = behind(tree, holder[key])
            media = "media types" if kind in ("requestBodies", "responses") else "contents"
            found += [(media, part["content"], name) for name in part.get("content", ())]
            found += [("headers", part["headers"], name) for name in part.get("headers", ())]
            found += [("schemas", part, "schema")] if "schema" in part else []
