"""The whole event around one part of it: the channel that it is sent on, its headers and its payload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalog.contracts.asyncapi.addresses import PARAMETER
from catalog.contracts.asyncapi.media_types import DEFAULT
from catalog.contracts.asyncapi.model import Channel, Message, Schema
from catalog.contracts.asyncapi.parts import Interaction, Part
from catalog.contracts.schemas.samples import NOTHING, NoSample, Sampler
from catalog.contracts.schemas.single_values import documented
from catalog.contracts.schemas.source import Node
from catalog.contracts.schemas.translation import Validators
from catalog.contracts.schemas.values import as_text


@dataclass(eq=False, slots=True)
class Framer:
    """Puts an instance of a part into the event that its sender sends.

    The event is `{"channel", "headers", "payload"}`, with `content_type` where the document names one and
    `bindings` (`{protocol: {name: value}}`) where the instance is one.
    """

    validators: Validators

    def __call__(
        self, sampler: Sampler, interaction: Any, part: Part, instance: Any
    ) -> dict[str, Any] | None:
        """`{"event": ...}`; empty where another part of it has no sample, None where nothing can carry it."""
        side = 0 if part.direction == "request" else 1
        if not isinstance(interaction, Interaction):
            return {}
        channel = interaction.current if side else interaction.previous
        message = part.messages[side] if part.messages else None
        try:
            address = self._address(sampler, channel, part, instance, side)
            event: dict[str, Any] = {"channel": address}
            if message is not None:
                event |= self._content(sampler, message, part, instance)
        except NoSample:
            return {}
        if part.kind == "parameter" and not as_text(instance):
            return None
        if part.kind == "binding":
            protocol, name = part.name
            event["bindings"] = {protocol: {name: instance}}
        return {"event": event}

    def hints(self, part: Part) -> list[Any]:
        """What the sender's document gives as examples of the part."""
        if part.messages is None:
            return []
        return _examples(part.messages[0 if part.direction == "request" else 1].node, part.kind)

    def _content(self, sampler: Sampler, message: Message, part: Part, instance: Any) -> dict[str, Any]:
        event: dict[str, Any] = {}
        if message.content_type is not None:
            event["content_type"] = message.content_type.text
        for kind, schema in (("headers", message.headers), ("payload", message.payload)):
            if part.kind == kind:
                event[kind] = instance
            elif schema is not None:
                event[kind] = self._sample(sampler, schema, part, _examples(message.node, kind))
        return event

    def _sample(self, sampler: Sampler, schema: Schema, part: Part, hints: list[Any]) -> Any:
        """A value that the schema accepts, by the independent validator: the documented ones first."""
        if schema.format.dialect is None:
            raise NoSample
        validator = self.validators.of(schema.node, part.direction)
        for value in self._samples(sampler, schema.node, hints):
            if validator is not None and validator.is_valid(value):
                return value
        raise NoSample

    @staticmethod
    def _samples(sampler: Sampler, node: Node, hints: list[Any]) -> Iterator[Any]:
        for hint in (*hints, NOTHING):
            try:
                yield sampler.of_term((node,), hint=hint)
            except NoSample:
                continue

    def _address(self, sampler: Sampler, channel: Channel, part: Part, instance: Any, side: int) -> str:
        """The address with a value for each of its parameters."""
        values: dict[str, str] = {}
        for parameter in channel.parameters.listed:
            if part.kind == "parameter" and part.name[side] == parameter.name:
                values[parameter.name] = as_text(instance)
            else:
                schema = Schema(parameter.schema, DEFAULT)
                hints = [*documented(parameter.schema.value), parameter.name]
                values[parameter.name] = as_text(self._sample(sampler, schema, part, hints))
        return PARAMETER.sub(lambda found: values.get(found[1], found[0]), channel.address)


def _examples(message: Node, kind: str) -> list[Any]:
    listed = message.get("examples")
    examples = [one.value for one in (listed.items() if listed is not None else ())]
    return [one[kind] for one in examples if isinstance(one, dict) and kind in one]
