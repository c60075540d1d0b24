"""Names for places in an AsyncAPI document that people understand and that survive the next commit.

`#/channels/orders.placed/subscribe/message/payload/properties/total` is `send orders.placed message payload.total`.
"""

from __future__ import annotations

from typing import Any

from catalog.contracts.asyncapi.addresses import VERBS, address_key
from catalog.contracts.asyncapi.carried import Carried
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import follow, split, step
from catalog.contracts.schemas.naming import ITEMS, MEMBERS, NAMED, inside_schema
from catalog.contracts.schemas.source import Node

_SECTIONS = frozenset({"channels", "operations", "servers", "components"})
_PARTS = frozenset({"payload", "headers", "bindings", "reply"})
_SILENT = frozenset({"message", "schema", "traits"})
_TITLED = {"parameters": "parameter", "messages": "message", "servers": "server"}


def place_name(node: Node, stable: bool) -> str:
    """What people call the place; `stable`: without the names of parameters in addresses, for fingerprints."""
    if isinstance(node.source, Carried):
        inside = node.source.naming(node, stable)
        return f"{place_name(node.source.holder, stable)} {inside}".rstrip()
    parts = split(node.pointer[1:])
    if not parts:
        return "the API"
    name, rest = _start(parts, node.source.tree, stable=stable)
    return _inside(name, rest)


def _start(parts: list[str], tree: Any, *, stable: bool) -> tuple[str, list[str]]:
    """The operation, channel or component that a pointer starts with, and what is left of the pointer."""
    match parts:
        case ["channels", name, verb, *rest] if verb in VERBS:
            return f"{VERBS[verb]} {_address(name, stable=stable)}", rest
        case ["channels", name, *rest]:
            return _address(_address_of(tree, name), stable=stable), rest
        case ["operations", name, *rest]:
            return _operation(tree, name, stable=stable), rest
        case ["servers" as section, name, *rest] | ["components", section, name, *rest]:
            return f"server {name}" if section == "servers" else name, rest
        case [mount, file, *rest] if mount == MOUNT:
            return _start_in_file(file, rest, tree, stable=stable)
        case _:
            return "the API", parts


def _start_in_file(file: str, parts: list[str], tree: Any, *, stable: bool) -> tuple[str, list[str]]:
    """The same inside a file of a bundle, which is a document, holds definitions by name, or is one itself."""
    known = NAMED | ITEMS | MEMBERS | _PARTS | _SILENT | {"allOf", "anyOf", "oneOf", "required", "enum"}
    if not parts or parts[0] in known:
        return file, parts
    if parts[0] in _SECTIONS:
        name, rest = _start(parts, _dig(tree, (MOUNT, file)), stable=stable)
    else:
        name, rest = parts[0], parts[1:]
    return f"{file}#{name}" if stable else name, rest


def _inside(name: str, parts: list[str]) -> str:
    """The name with what is inside: `receive orders header trace`, `Order.items[].price`."""
    text = name
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if part in ("payload", "headers"):
            return f"{text} {part}{inside_schema(waiting)}"
        if part == "bindings":
            return f"{text} bindings" + _binding(waiting)
        if part in _TITLED and waiting:
            text += f" {_TITLED[part]} {waiting.pop(0)}"
        elif part in _PARTS:
            text += f" {part}"
        elif part == "message":
            text += " message"
        elif part in NAMED or part in ITEMS or part in MEMBERS:
            return text + inside_schema([part, *waiting])
    return text


def _binding(parts: list[str]) -> str:
    """Protocol and value; of a value that is a schema, the place in it: ` kafka.key.id`."""
    if not parts:
        return ""
    split_at = next((at for at, part in enumerate(parts) if part in NAMED), len(parts))
    return f" {'.'.join(parts[:split_at])}{inside_schema(parts[split_at:])}"


def _operation(tree: Any, name: str, *, stable: bool) -> str:
    """An operation of AsyncAPI 3 by its action and address, its own name where it has none."""
    pointer, operation = follow(tree, f"/operations/{name}", _dig(tree, ("operations", name)))
    action, channel = (_dig(operation, (key,)) for key in ("action", "channel"))
    _, found = follow(tree, f"{pointer}/channel", channel)
    address = _dig(found, ("address",))
    if not isinstance(action, str) or not isinstance(address, str):
        return name
    return f"{action} {_address(address, stable=stable)}"


def _address_of(tree: Any, name: str) -> str:
    _, channel = follow(tree, f"/channels/{name}", _dig(tree, ("channels", name)))
    address = _dig(channel, ("address",))
    return address if isinstance(address, str) else name


def _address(address: str, *, stable: bool) -> str:
    return address_key(address) if stable else address


def _dig(tree: Any, parts: tuple[str, ...]) -> Any:
    for part in parts:
        try:
            tree = step(tree, part)
        except LookupError:
            return None
    return tree
