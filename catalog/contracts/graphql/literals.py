"""Values in a schema, written in one way for each meaning: `[1]` for `1` where a list is wanted (GraphQL, section
3.11, Input Coercion), members of an object by name, texts without their block form.
"""

from __future__ import annotations

import math

from graphql.language import (
    FloatValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    print_ast,
)

from catalog.contracts.graphql.typerefs import Reference

ANYTHING: Reference = {"name": ""}


def canonical(value: ValueNode, wanted: Reference = ANYTHING) -> str:
    """The text of a value that is written for a type."""
    if isinstance(value, ListValueNode):
        inner = wanted.get("list", ANYTHING)
        return f"[{', '.join(canonical(item, inner) for item in value.values)}]"
    if "list" in wanted and not isinstance(value, NullValueNode):
        return f"[{canonical(value, wanted['list'])}]"
    if isinstance(value, ObjectValueNode):
        members = sorted((member.name.value, canonical(member.value)) for member in value.fields)
        return f"{{{', '.join(f'{name}: {text}' for name, text in members)}}}"
    if isinstance(value, StringValueNode):
        return print_ast(StringValueNode(value=value.value, block=False))
    return _number(value.value) if isinstance(value, FloatValueNode) else print_ast(value)


def _number(text: str) -> str:
    """`1.0` and `1e0` are `1`; what no float holds is left as it is written."""
    number = float(text)
    if not math.isfinite(number):
        return text
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else repr(number)
