"""The rules about operations and their messages over HTTP."""

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
    )
)
