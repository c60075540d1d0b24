"""Every rule that the engine judges by."""

from catalog.contracts.openapi.rules import (
    bodies,
    callbacks,
    headers,
    lifecycle,
    links,
    operations,
    parameters,
    responses,
    security,
)
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
    module.RULES
    for module in (
        operations,
        lifecycle,
        parameters,
        bodies,
        responses,
        headers,
        links,
        callbacks,
        security,
        properties,
        members,
        conditions,
        types,
        limits,
        text,
        discriminators,
    )
)
