"""The rules that are about AsyncAPI alone."""

from catalog.contracts.asyncapi.rules import bindings, channels, messages, replies, security, servers
from catalog.contracts.ruling import merged

RULES = merged(module.RULES for module in (bindings, channels, messages, replies, security, servers))
