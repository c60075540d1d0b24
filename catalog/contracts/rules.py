"""Every rule that the engine judges by."""

from catalog.contracts.openapi.rules import (
    bodies,
    callback_security,
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
        callback_security,
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
