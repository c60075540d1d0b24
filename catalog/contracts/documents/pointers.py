"""JSON pointers (RFC 6901) over trees of dicts, lists and scalars."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

_INDEX = re.compile("0|[1-9][0-9]*")

LONGEST_POINTER = 4_000
"""In characters; in published documents no place has one of more than 300. Every place holds its own, so that a name of
a megabyte, above a hundred thousand places, would take a hundred gigabytes."""


def escape(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~")


def join(pointer: str, *tokens: str | int) -> str:
    return pointer + "".join(f"/{escape(str(token))}" for token in tokens)


def split(pointer: str) -> list[str]:
    """The reference tokens of a pointer; `""` is the root and has none."""
    tokens = pointer.split("/")[1:]
    return [unescape(token) for token in tokens] if "~" in pointer else tokens


def step(node: Any, token: str) -> Any:
    """The child of a node that a token names; raises `LookupError` where there is none."""
    if isinstance(node, dict):
        return node[token]
    if isinstance(node, list) and _INDEX.fullmatch(token) and len(token) <= len(str(len(node))):
        return node[int(token)]
    raise LookupError(token)


def resolve(tree: Any, tokens: Iterable[str]) -> Any:
    """The node that a path of tokens leads to; raises `LookupError` where it leads nowhere."""
    for token in tokens:
        tree = step(tree, token)
    return tree


def local_pointer(reference: str) -> str | None:
    """The JSON pointer that a `$ref` inside the same document holds, `None` where it is no such reference."""
    fragment = unquote(reference[1:])
    return fragment if reference.startswith("#") and (not fragment or fragment.startswith("/")) else None
