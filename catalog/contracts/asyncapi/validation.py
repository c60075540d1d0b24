"""Whether a document keeps to AsyncAPI, and where it does not.

The published JSON Schemas say most of it; what they cannot say (references, names of servers, security schemes and
parameters, identifiers that must be unique) is checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from catalog.contracts.asyncapi.addresses import VERBS, address_key, parameter_names
from catalog.contracts.asyncapi.documents import api_of
from catalog.contracts.asyncapi.languages import PayloadFormat, language_of
from catalog.contracts.asyncapi.reading import carried_schemas, names_languages
from catalog.contracts.asyncapi.references import reference_findings
from catalog.contracts.asyncapi.structure import structural_findings
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.chains import Chains
from catalog.contracts.documents.document import Document
from catalog.contracts.documents.pointers import join
from catalog.contracts.limits import Deadline
from catalog.contracts.problems import Finding

Tree = dict[str, Any]
Placed = tuple[str, Tree]

_CHANNELS = ("#/channels/", "#/components/channels/", f"#/{MOUNT}/")


def findings(
    document: Document, deadline: Deadline, *, inside: Sequence[PayloadFormat] = ()
) -> Iterator[Finding]:
    """What is wrong with a document; raises OutOfTimeError."""
    yield from reference_findings(document, deadline)
    payloads = [*_payload_findings(document, deadline, inside)]
    yield from payloads
    told = {finding.pointer for finding in payloads}
    for finding in structural_findings(document, deadline):
        # What the published schemas say about a payload in Avro comes second: they try each alternative in turn.
        if not any(finding.pointer.startswith(pointer) for pointer in told):
            yield finding
    chains = Chains(document.tree, deadline.check)
    channels = list(_objects(chains, "channels"))
    second = document.format_version.startswith("2")
    yield from _address_findings(channels, second=second)
    if second:
        yield from _name_findings(chains, channels)
    else:
        yield from _operation_findings(chains)


def _payload_findings(
    document: Document, deadline: Deadline, languages: Sequence[PayloadFormat]
) -> Iterator[Finding]:
    if not names_languages(document.sources):
        return
    for schema in carried_schemas(api_of(document).contents(deadline.check)):
        language = language_of(languages, schema.format.media_type)
        if language is not None:
            yield from language.findings(schema.node, deadline)


def _objects(chains: Chains, section: str) -> Iterator[tuple[str, str, Tree]]:
    """The objects of a section: name, pointer, and what stands there behind references."""
    held = chains.tree.get(section)
    for name, value in held.items() if isinstance(held, dict) else ():
        pointer, node = chains.follow(join("", section, name), value)
        if isinstance(node, dict) and not name.startswith("x-"):
            yield name, pointer, node


def _address_findings(channels: list[tuple[str, str, Tree]], *, second: bool) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, pointer, channel in channels:
        address = name if second else channel.get("address")
        if not isinstance(address, str):
            continue
        named = dict.fromkeys(parameter_names(address))
        declared = channel.get("parameters")
        known = declared.keys() if isinstance(declared, dict) else ()
        for parameter in named:
            if parameter not in known:
                yield Finding(f"The parameter {parameter!r} of {address} is not declared", pointer)
        for parameter in known:
            if parameter not in named and not parameter.startswith("x-"):
                message = f"The parameter {parameter!r} is declared, but {address} does not have it"
                yield Finding(message, join(pointer, "parameters", parameter), "warning")
        twin = seen.setdefault(address_key(address), address)
        if second and twin != address:
            message = f"{address} is the same address as {twin} but for the names of its parameters"
            yield Finding(message, pointer)


def _name_findings(chains: Chains, channels: list[tuple[str, str, Tree]]) -> Iterator[Finding]:
    """AsyncAPI 2 refers to servers and security schemes by name, and wants identifiers that are unique."""
    servers = chains.tree.get("servers")
    for _, pointer, channel in channels:
        listed = channel.get("servers")
        for index, name in enumerate(listed if isinstance(listed, list) else ()):
            if not isinstance(servers, dict) or name not in servers:
                yield Finding(f"The server {name!r} is not declared", join(pointer, "servers", index))
    operations = [*_operations(chains, channels)]
    holders = [*((pointer, server) for _, pointer, server in _objects(chains, "servers")), *operations]
    yield from _security_findings(chains.tree, holders)
    yield from _repeated(operations, "operationId")
    yield from _repeated(_messages(chains, operations), "messageId")


def _operations(chains: Chains, channels: list[tuple[str, str, Tree]]) -> Iterator[Placed]:
    for _, pointer, channel in channels:
        for verb in VERBS:
            at, operation = chains.follow(join(pointer, verb), channel.get(verb))
            if isinstance(operation, dict):
                yield at, operation


def _messages(chains: Chains, operations: list[Placed]) -> Iterator[Placed]:
    """Every message once, however many operations refer to it."""
    found: dict[str, Tree] = {}
    for pointer, operation in operations:
        at, message = join(pointer, "message"), operation.get("message")
        several = message.get("oneOf") if isinstance(message, dict) else None
        listed = (
            [(join(at, "oneOf", index), one) for index, one in enumerate(several)]
            if isinstance(several, list)
            else [(at, message)]
        )
        for place, one in listed:
            where, target = chains.follow(place, one)
            if isinstance(target, dict):
                found.setdefault(where, target)
    yield from found.items()


def _repeated(placed: Iterator[Placed] | list[Placed], key: str) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for pointer, node in placed:
        name = node.get(key)
        if isinstance(name, str) and seen.setdefault(name, pointer) != pointer:
            yield Finding(f"The {key} {name!r} is not unique", join(pointer, key))


def _security_findings(tree: Tree, holders: list[Placed]) -> Iterator[Finding]:
    components = tree.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for pointer, holder in holders:
        listed = holder.get("security")
        for index, requirement in enumerate(listed if isinstance(listed, list) else ()):
            for name in requirement if isinstance(requirement, dict) else ():
                if not isinstance(schemes, dict) or name not in schemes:
                    message = f"The security scheme {name!r} is not declared"
                    yield Finding(message, join(pointer, "security", index, name))


def _operation_findings(chains: Chains) -> Iterator[Finding]:
    """An operation of AsyncAPI 3 has to name messages of its channel, which has to be one of the document's."""
    for _, pointer, operation in _objects(chains, "operations"):
        yield from _exchange_findings(chains, pointer, operation)
        at, reply = chains.follow(join(pointer, "reply"), operation.get("reply"))
        if isinstance(reply, dict):
            yield from _exchange_findings(chains, at, reply)


def _exchange_findings(chains: Chains, pointer: str, exchange: Tree) -> Iterator[Finding]:
    channel = _reference(exchange.get("channel"))
    if channel is None:
        return
    if not channel.startswith(_CHANNELS):
        message = f"The reference {channel!r} must lead to one of the document's channels"
        yield Finding(message, join(pointer, "channel", "$ref"))
        return
    stands = chains.follow("", exchange["channel"])[0]
    own = tuple(f"{start}/messages/" for start in (channel, f"#{stands}"))
    listed = exchange.get("messages")
    for index, one in enumerate(listed if isinstance(listed, list) else ()):
        reference = _reference(one)
        if reference and not unquote(reference).startswith(tuple(map(unquote, own))):
            message = f"The reference {reference!r} must lead to a message of the operation's channel"
            yield Finding(message, join(pointer, "messages", index, "$ref"))


def _reference(node: Any) -> str | None:
    reference = node.get("$ref") if isinstance(node, dict) else None
    return reference if isinstance(reference, str) else None
