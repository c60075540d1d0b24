"""The rules about schemas, which several formats share."""

from catalog.contracts.ruling import merged
from catalog.contracts.schemas.rules import (
    conditions,
    discriminators,
    limits,
    members,
    properties,
    text,
    types,
)

RULES = merged(
    module.RULES for module in (properties, members, conditions, types, limits, text, discriminators)
)
