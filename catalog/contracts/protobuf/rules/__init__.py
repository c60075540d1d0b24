"""The rules about contracts in protobuf and gRPC."""

from catalog.contracts.protobuf.rules import (
    declarations,
    enums,
    fields,
    files,
    messages,
    oneofs,
    services,
    values,
)
from catalog.contracts.ruling import merged

RULES = merged(
    module.RULES for module in (files, declarations, services, messages, fields, values, oneofs, enums)
)
