"""A reader looks at one operation at a time: the others are listed, and not read."""

import pytest

from catalog.contracts.formats import format_named
from catalog.contracts.load import load_document
from catalog.contracts.openapi.model import Operation, OperationPlace
from catalog.contracts.openapi.reading import OpenApi3

GET = "{get: {responses: {'200': {description: It}}}}"
TEXT = f"openapi: 3.0.3\ninfo: {{title: Orders, version: '1'}}\npaths: {{/orders: {GET}, /items: {GET}}}\n"


def test_only_the_operation_that_is_looked_at_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read, paths = OpenApi3.read, []

    def counted(api: OpenApi3, place: OperationPlace) -> Operation:
        paths.append(place.path)
        return read(api, place)

    monkeypatch.setattr(OpenApi3, "read", counted)
    first, second = format_named("openapi").reference(load_document(TEXT))

    assert (first.name, second.name, paths) == ("GET /orders", "GET /items", [])
    assert [group.title for group in second.groups] == ["Response 200 OK"]
    assert paths == ["/items"]
