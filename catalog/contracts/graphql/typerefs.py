"""References to types, such as `[Order!]!`: how they are written, and what a change of one does.

In the tree a reference is `{"name": "Order"}` or `{"list": <reference>}`, with `"nonNull": true` where it is so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Reference = dict[str, Any]

TypeChange = Literal["same", "looser", "stricter", "other"]
"""What a new reference does to the set of values: null allowed somewhere, refused somewhere, or another type."""


def written(reference: Reference) -> str:
    """As GraphQL writes it: `[Order!]!`."""
    inner = f"[{written(reference['list'])}]" if "list" in reference else reference["name"]
    return f"{inner}!" if reference.get("nonNull") else str(inner)


def named(reference: Reference) -> str:
    """The name of the type inside all wrappers."""
    while "list" in reference:
        reference = reference["list"]
    return str(reference["name"])


def non_null(reference: Reference) -> bool:
    return reference.get("nonNull") is True


def type_change(
    previous: Reference,
    current: Reference,
    *,
    sent_by: Literal["provider", "consumer"],
    renamed: Mapping[str, str],
) -> TypeChange:
    """How a reference changed for those who read it; `renamed` are types that go by another name now.

    Where null comes to be allowed at one level and refused at another, what hurts the reader decides: what the
    provider sends may not become looser, what the consumer sends not stricter.
    """
    found: set[TypeChange] = set()
    was, now = previous, current
    while True:
        if non_null(was) != non_null(now):
            found.add("stricter" if non_null(now) else "looser")
        if "list" not in was or "list" not in now:
            break
        was, now = was["list"], now["list"]
    if "list" in was or "list" in now or renamed.get(was["name"], was["name"]) != now["name"]:
        return "other"
    worst: tuple[TypeChange, TypeChange] = ("looser", "stricter")
    for kind in worst if sent_by == "provider" else worst[::-1]:
        if kind in found:
            return kind
    return "same"
