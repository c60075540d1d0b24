"""Media types of messages, and the languages that payloads are described in (`schemaFormat`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.contracts.schemas.source import JSON_SCHEMA_2020, Dialect

ASYNCAPI = Dialect(reference_siblings=False)
"""AsyncAPI schema objects are a superset of JSON Schema draft 7, where nothing counts beside a `$ref`."""

_DRAFT_4 = Dialect(boolean_exclusive=True, reference_siblings=False)
_OPENAPI_3_0 = Dialect(null_keywords=("nullable",), boolean_exclusive=True, reference_siblings=False)

_DRAFTS = {"draft-04": _DRAFT_4, "2019-09": JSON_SCHEMA_2020, "2020-12": JSON_SCHEMA_2020}
_SYNTAX = re.compile(r"\+(?:json|yaml)$")
_VERSION = re.compile(r"version=\"?([^\";]+)")


@dataclass(frozen=True, slots=True)
class SchemaFormat:
    """A language of schemas: its media type without syntax and parameters, and how it reads if it is JSON Schema."""

    media_type: str
    dialect: Dialect | None


DEFAULT = SchemaFormat("application/vnd.aai.asyncapi", ASYNCAPI)


def schema_format(stated: str | None) -> SchemaFormat:
    """The language that a `schemaFormat` names; that of the document where there is none."""
    if not stated:
        return DEFAULT
    kind = _SYNTAX.sub("", stated.lower().partition(";")[0].strip())
    version = _VERSION.search(stated.lower())
    return SchemaFormat(kind, _dialect(kind, version[1].strip() if version else ""))


def _dialect(kind: str, version: str) -> Dialect | None:
    if kind == "application/vnd.aai.asyncapi":
        return ASYNCAPI
    if kind == "application/schema":
        return _DRAFTS.get(version, ASYNCAPI)
    if kind == "application/vnd.oai.openapi":
        return JSON_SCHEMA_2020 if version.startswith("3.1") else _OPENAPI_3_0
    return None


def normal_media_type(name: str) -> str:
    """Lower case, without the character set, parameters sorted."""
    kind, *parameters = (part.strip() for part in name.lower().split(";"))
    kept = sorted(part for part in parameters if part and not part.startswith("charset="))
    return ";".join([kind, *kept])
