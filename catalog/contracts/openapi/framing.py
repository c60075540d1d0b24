"""The whole request or response around one part of it: minimal, but complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from catalog.contracts.openapi.media_types import FORM, JSON, MULTIPART, TEXT, UNSPECIFIED, covers
from catalog.contracts.openapi.model import Api, Media, Operation, OperationPlace, Parameter, Response
from catalog.contracts.openapi.operations import PATH_PARAMETER
from catalog.contracts.openapi.parts import Interaction, Part
from catalog.contracts.openapi.places import typed_parts
from catalog.contracts.openapi.statuses import governing
from catalog.contracts.openapi.writing import Unsendable, form, in_header, in_path, in_query
from catalog.contracts.schemas.samples import NOTHING, NoSample, Sampler
from catalog.contracts.schemas.shapes import Shape
from catalog.contracts.schemas.single_values import documented
from catalog.contracts.schemas.source import Node, Unresolved
from catalog.contracts.schemas.translation import Validators

_UNDECLARED_STATUSES = ("500", "503", "400", "404", "418")
_OF_RANGES = (JSON, "application/vnd.example+json", "model/vnd.example+json", TEXT, "text/markdown")
"""What is sent where a range of media types is declared, the first that nothing more specific is declared for."""


@dataclass(eq=False, slots=True)
class Framer:
    """Puts an instance of a part into the message that its sender sends."""

    apis: tuple[Api, Api]
    validators: Validators
    _read: dict[OperationPlace, Operation] = field(default_factory=dict)

    def __call__(
        self, sampler: Sampler, interaction: Interaction, part: Part, instance: Any
    ) -> dict[str, Any] | None:
        """The message by its kind, `request` or `response`; empty where another part of it has no sample.

        None where no message can carry the instance.
        """
        read = [self._operation(api, place) for api, place in zip(self.apis, interaction.places, strict=True)]
        operation, other = read if part.direction == "request" else reversed(read)
        message = _Message(sampler, self.validators, part, instance, other)
        try:
            if part.statuses:
                return {"response": message.response(operation)}
            return {"request": message.request(operation)}
        except NoSample:
            return {}
        except Unsendable:
            return None

    def hints(self, part: Part) -> list[Any]:
        """What the sender's document gives as examples of the part."""
        return (
            documented(part.described[0 if part.direction == "request" else 1].value)
            if part.described
            else []
        )

    def _operation(self, api: Api, place: OperationPlace) -> Operation:
        if place not in self._read:
            self._read[place] = api.read(place)
        return self._read[place]


@dataclass(slots=True)
class _Message:
    """One message while it is put together; `receiving` is the operation as its receiver knows it."""

    sampler: Sampler
    validators: Validators
    part: Part
    instance: Any
    receiving: Operation

    def request(self, operation: Operation) -> dict[str, Any]:
        if self.part.key is not None and self.part.key not in operation.parameters:
            raise NoSample  # it is inside the body, such as a header of one part of a form
        place = operation.place
        query: dict[str, list[str]] = {}
        headers: dict[str, str] = {}
        cookies: dict[str, str] = {}
        segments: dict[str, str] = {}
        for key, parameter in operation.parameters.items():
            if key != self.part.key and not parameter.required and parameter.location != "path":
                continue
            value = self._value(key, parameter)
            if parameter.location == "query":
                query |= in_query(parameter, value)
            elif parameter.location == "path":
                segments[parameter.name] = in_path(parameter, value)
            else:
                held = headers if parameter.location == "header" else cookies
                held[parameter.name] = in_header(parameter, value)
        path = PATH_PARAMETER.sub(lambda found: segments.get(found[1], found[0]), place.path)
        message = {"method": place.method.upper(), "path": path, "query": query}
        message |= {"headers": headers, "cookies": cookies}
        body, known = operation.body, self.receiving.body
        content, required = (body.content, body.required) if body else ({}, False)
        return message | self._content(content, known.content if known else {}, required=required)

    def response(self, operation: Operation) -> dict[str, Any]:
        status = _concrete(self.part.statuses, operation.responses | self.receiving.responses)
        declared = governing(status, operation.responses)
        if declared is None:
            raise NoSample
        headers = {
            header.name: in_header(header, self._value(name, header))
            for name, header in declared.headers.items()
            if name == self.part.key or header.required
        }
        known = governing(status, self.receiving.responses)
        others = known.content if known else {}
        content = self._content(declared.content, others, required=bool(declared.content))
        return {"status": int(status), "headers": headers, **content}

    def _value(self, key: Any, parameter: Parameter) -> Any:
        if key == self.part.key:
            return self.instance
        media = next(iter(parameter.content.values()), None)
        schema = media.schema if media else parameter.schema
        return self._sample(schema, parameter.node, parameter.name)

    def _content(
        self, content: dict[str, Media], others: dict[str, Media], *, required: bool
    ) -> dict[str, Any]:
        beside = content.keys() | others.keys()
        if self.part.key is None:
            name = _spoken(self.part.media_types, beside)
            media = next((content[stated] for stated in self.part.media_types if stated in content), None)
            return {"content_type": name, "body": _written(name, self.instance, media)}
        if not required or not content:
            return {}
        stated = next((name for name in content if covers(name, JSON)), min(content))
        media, name = content[stated], _spoken((stated,), beside)
        named = "form" if name == FORM or name.startswith(MULTIPART) else ""  # an empty form is no body
        return {
            "content_type": name,
            "body": _written(name, self._sample(media.schema, media.node, named), media),
        }

    def _sample(self, schema: Node | None, described: Node, name: str = "") -> Any:
        """A value that the schema accepts, by the independent validator: the documented ones first."""
        if schema is None:
            return next(iter(documented(described.value)), name or "any")
        validator = self.validators.of(schema, self.part.direction)
        for value in self._samples(schema, described, name):
            if name and value in ("", [], {}):
                continue  # it would be left out
            if validator is not None and validator.is_valid(value):
                return value
        raise NoSample

    def _samples(self, schema: Node, described: Node, name: str) -> Iterator[Any]:
        hints = documented(described.value)
        for hint in (*hints, NOTHING):
            if hint is NOTHING and name:
                yield from (*_documented_behind(schema), name)
            try:
                yield self.sampler.of_term((schema,), hint=hint)
                for shape in self.sampler.shapes((schema,)):
                    if name and shape.type == "array":
                        yield self.sampler.elements(shape, size=1, hint=hint)
                    elif name and shape.type == "object":
                        yield from self._objects_of_one(shape)
            except NoSample:
                continue

    def _objects_of_one(self, shape: Shape) -> Iterator[Any]:
        """Objects that cannot be told from none without one of the members that may be left out."""
        for member, term in islice(shape.properties.items(), 1):
            yield self.sampler.members(shape, {member: self.sampler.of_term(term)})


def _written(media_type: str, value: Any, media: Media | None) -> Any:
    """A body: JSON of it, and the text itself of a form; raises Unsendable."""
    kind = media_type.partition(";")[0]
    if kind.startswith(MULTIPART) and isinstance(value, dict) and [] in value.values():
        raise Unsendable
    if kind != FORM or media is None:
        return form(value) if kind == FORM else value
    return form(value, {name for name, typed in typed_parts(media).items() if typed}, media.wires)


def _documented_behind(schema: Node) -> list[Any]:
    try:
        return documented(schema.resolved().value)
    except Unresolved:
        return []


def _spoken(media_types: tuple[str, ...], beside: AbstractSet[str]) -> str:
    """The media type that a message is sent in: the most specific one that is declared, JSON for a range of all.

    `beside` is what else is declared: a range stands for what is not in a finer one.
    """
    stated = [name for name in media_types if name != UNSPECIFIED] or [JSON]
    name = next((one for one in stated if all(covers(other, one) for other in stated)), stated[0])
    if "*" not in name:
        return name
    finer = [other for other in beside if other not in (name, UNSPECIFIED) and covers(name, other)]
    candidates = [one for one in _OF_RANGES if covers(name, one)] or [name.replace("*", "octet-stream")]
    free = (one for one in candidates if not any(covers(other, one) for other in finer))
    return next(free, candidates[0])


def _concrete(statuses: tuple[str, ...], declared: Mapping[str, Response]) -> str:
    """A status that both sides mean: the exact one, one of the range, or one that nothing else is declared for."""
    for status in statuses:
        if status.isdigit():
            return status
    for status in statuses:
        if status[:1].isdigit():
            candidates = [f"{status[0]}{number:02}" for number in range(100)]
            return next(one for one in candidates if one not in declared)
    free = (one for one in _UNDECLARED_STATUSES if not {one, f"{one[0]}XX"} & declared.keys())
    return next(free, "599")
