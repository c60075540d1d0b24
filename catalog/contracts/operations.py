"""What a consumer can name of a contract and depend on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `key` is its identity, `display` how its document writes it, `pointer` leads to it.

    `sunset` is its last day, where the document says one that can be read.

    `GET /orders/{}` of OpenAPI, `Query.order` of GraphQL, `orders.v1.Orders/Get` of gRPC, `send orders.placed` of
    AsyncAPI; of schemas that belong to no operation, the name of the schema.
    """

    key: str
    display: str
    summary: str
    deprecated: bool
    pointer: str
    sunset: date | None = None
