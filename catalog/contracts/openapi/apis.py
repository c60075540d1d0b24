"""From a document to the API that it describes, whichever version of the format it is in."""

from __future__ import annotations

from catalog.contracts.documents.document import Document
from catalog.contracts.openapi.model import Api
from catalog.contracts.openapi.reading import OPENAPI_3_0, OPENAPI_3_1, OpenApi3
from catalog.contracts.openapi.swagger import SWAGGER_2_0, Swagger2
from catalog.contracts.schemas.resources import with_pointers
from catalog.contracts.schemas.source import Source


def api_of(document: Document) -> Api:
    version = document.format_version
    if version == "2.0":
        return Swagger2(Source(document.tree, SWAGGER_2_0))
    dialect = OPENAPI_3_0 if version.startswith("3.0") else OPENAPI_3_1
    tree = with_pointers(document.tree) if dialect is OPENAPI_3_1 else document.tree
    return OpenApi3(Source(tree, dialect))
