"""The rules about Avro schemas."""

from catalog.contracts.avro.rules import fields, names, types, values
from catalog.contracts.ruling import merged

RULES = merged(module.RULES for module in (fields, names, types, values))
