"""Every rule that the engine judges by, of all formats."""

from catalog.contracts.asyncapi.rules import RULES as ASYNCAPI
from catalog.contracts.avro.rules import RULES as AVRO
from catalog.contracts.graphql.rules import RULES as GRAPHQL
from catalog.contracts.openapi.rules import RULES as OPENAPI
from catalog.contracts.protobuf.rules import RULES as PROTOBUF
from catalog.contracts.ruling import merged
from catalog.contracts.schemas.rules import RULES as SCHEMAS

RULES = merged((OPENAPI, ASYNCAPI, GRAPHQL, AVRO, PROTOBUF, SCHEMAS))
