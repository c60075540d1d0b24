"""Every rule that the engine judges by, of all formats."""

from catalog.contracts.openapi.rules import RULES as OPENAPI
from catalog.contracts.protobuf.rules import RULES as PROTOBUF
from catalog.contracts.ruling import merged
from catalog.contracts.schemas.rules import RULES as SCHEMAS

RULES = merged((OPENAPI, PROTOBUF, SCHEMAS))
