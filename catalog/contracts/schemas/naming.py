"""Names for places inside a schema: `/properties/items/items/properties/price` is `.items[].price`."""

from collections.abc import Sequence

NAMED = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})
ITEMS = frozenset({"items", "prefixItems", "unevaluatedItems", "contains"})
MEMBERS = frozenset({"additionalProperties", "unevaluatedProperties", "propertyNames"})


def inside_schema(tokens: Sequence[str]) -> str:
    """What people append to a schema's name for the place that the tokens of a pointer lead to."""
    text = ""
    waiting = list(tokens)
    while waiting:
        token = waiting.pop(0)
        if token in NAMED and waiting:
            text += f".{waiting.pop(0)}"
        else:
            text += "[]" if token in ITEMS else ".*" if token in MEMBERS else ""
    return text
