"""Addresses of channels, and the operations on them: what a consumer of an AsyncAPI document can name."""

from __future__ import annotations

import re
from typing import Literal

from catalog.contracts.changes import Direction

Action = Literal["send", "receive"]
"""What the application does that the document describes: the words of AsyncAPI 3."""

ACTIONS: tuple[Action, ...] = ("receive", "send")
VERBS: dict[str, Action] = {"publish": "receive", "subscribe": "send"}
"""AsyncAPI 2 names an operation by what the others do: they publish what the application receives."""

DIRECTIONS: dict[str, Direction] = {"receive": "request", "send": "response"}
"""What the application receives is sent by consumers, as a request is; what it sends they receive."""

PARAMETER = re.compile(r"\{([^{}]*)\}")
_OPERATION = re.compile(r"\s*([A-Za-z]+)\s+(\S(?:.*\S)?)\s*")


def address_key(address: str) -> str:
    """An address without the names of its parameters: `orders.{id}.placed` → `orders.{}.placed`."""
    return PARAMETER.sub("{}", address)


def parameter_names(address: str) -> list[str]:
    """The names of the parameters in an address, in their order."""
    return PARAMETER.findall(address)


def operation_key(text: str) -> str:
    """The identity of an operation that somebody named: `send orders.{id}.placed` → `send orders.{}.placed`.

    `subscribe` is the word of AsyncAPI 2 for `send`, `publish` for `receive`. Raises `ValueError` where the text is
    not an action and an address.
    """
    named = _OPERATION.fullmatch(text)
    word = named[1].lower() if named is not None else ""
    action = VERBS.get(word, word)
    if named is None or action not in ACTIONS:
        raise ValueError(
            "An operation is named by what the application does and the address of the channel, as in "
            f"'send orders.placed' or 'receive orders.{{id}}.cancel', not {text!r}"
        )
    return f"{action} {address_key(named[2])}"
