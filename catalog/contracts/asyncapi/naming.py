"""Names for places in an AsyncAPI document that people understand and that survive the next commit.

`#/channels/orders.placed/subscribe/message/payload/properties/total` is `send orders.placed message payload.total`.
"""

from __future__ import annotations

from catalog.contracts.asyncapi.addresses import VERBS, address_key
from catalog.contracts.asyncapi.carried import Carried
from catalog.contracts.asyncapi.reading import text
from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import split
from catalog.contracts.schemas.naming import ITEMS, MEMBERS, NAMED, inside_schema
from catalog.contracts.schemas.source import Node, Unresolved

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
    name, rest = _start(parts, node.source.root, stable=stable)
    return _inside(name, rest)


def _start(parts: list[str], top: Node | None, *, stable: bool) -> tuple[str, list[str]]:
    """The operation, channel or component that a pointer starts with, and what is left of the pointer."""
    match parts:
        case ["channels", name, verb, *rest] if verb in VERBS:
            return f"{VERBS[verb]} {_address(name, stable=stable)}", rest
        case ["channels", name, *rest]:
            return _address(_address_of(top, name), stable=stable), rest
        case ["operations", name, *rest]:
            return _operation(top, name, stable=stable), rest
        case ["servers" as section, name, *rest] | ["components", section, name, *rest]:
            return f"server {name}" if section == "servers" else name, rest
        case [mount, file, *rest] if mount == MOUNT:
            return _start_in_file(file, rest, top, stable=stable)
        case _:
            return "the API", parts


def _start_in_file(file: str, parts: list[str], top: Node | None, *, stable: bool) -> tuple[str, list[str]]:
    """The same inside a file of a bundle, which is a document, holds definitions by name, or is one itself."""
    known = NAMED | ITEMS | MEMBERS | _PARTS | _SILENT | {"allOf", "anyOf", "oneOf", "required", "enum"}
    if not parts or parts[0] in known:
        return file, parts
    if parts[0] in _SECTIONS:
        name, rest = _start(parts, _meant(top, MOUNT, file), stable=stable)
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


def _operation(top: Node | None, name: str, *, stable: bool) -> str:
    """An operation of AsyncAPI 3 by its action and address, its own name where it has none."""
    operation = _meant(top, "operations", name)
    action, address = text(operation, "action"), text(_meant(operation, "channel"), "address")
    return name if action is None or address is None else f"{action} {_address(address, stable=stable)}"


def _address_of(top: Node | None, name: str) -> str:
    address = text(_meant(top, "channels", name), "address")
    return name if address is None else address


def _meant(node: Node | None, *keys: str) -> Node | None:
    """What stands below a place, and behind references there; None where nothing does."""
    for key in keys:
        node = node.get(key) if node is not None else None
    try:
        return node and node.resolved()
    except Unresolved:
        return None


def _address(address: str, *, stable: bool) -> str:
    return address_key(address) if stable else address
