"""The rules about GraphQL schemas."""

from catalog.contracts.graphql.rules import arguments, directives, enums, fields, inputs, lifecycle, types
from catalog.contracts.ruling import merged

RULES = merged(module.RULES for module in (fields, arguments, inputs, enums, types, directives, lifecycle))
