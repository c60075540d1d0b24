"""Mistakes in AsyncAPI documents are found with line and column; what is no such document is refused."""

import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

TWO = """asyncapi: 2.6.0
info: {title: Orders, version: '1'}
servers:
  production:
    url: broker.example.com
    protocol: kafka
    security:
      - nobody: []
channels:
  orders.{id}.placed:
    servers: [elsewhere]
    parameters:
      other: {schema: {type: string}}
    subscribe:
      operationId: placed
      message: {messageId: placed, payload: {$ref: '#/components/schemas/Order'}}
  orders.{number}.placed:
    publish:
      operationId: placed
      message: {messageId: placed, payload: {type: strin}}
components:
  schemas:
    Loop: {$ref: '#/components/schemas/Loop'}
    Far: {$ref: 'https://example.com/order.json'}
"""

THREE = """asyncapi: 3.0.0
info: {title: Orders, version: '1'}
channels:
  placed:
    address: orders.{id}
    messages:
      Placed: {payload: {type: object}}
operations:
  send:
    action: sending
    channel: {$ref: '#/components/messages/Placed'}
  receive:
    action: receive
    channel: {$ref: '#/channels/placed'}
    messages:
      - $ref: '#/components/messages/Placed'
components:
  messages:
    Placed: {payload: {type: object}}
"""


def found(text: str) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.message) for problem in validate(load_document(text))]


def test_the_mistakes_of_a_document_of_version_2_are_told_by_line() -> None:
    assert found(TWO) == [
        (8, "The security scheme 'nobody' is not declared"),
        (10, "The parameter 'id' of orders.{id}.placed is not declared"),
        (11, "The server 'elsewhere' is not declared"),
        (13, "The parameter 'other' is declared, but orders.{id}.placed does not have it"),
        (16, "The reference '#/components/schemas/Order' leads nowhere"),
        (17, "The parameter 'number' of orders.{number}.placed is not declared"),
        (
            17,
            "orders.{number}.placed is the same address as orders.{id}.placed but for the names of its parameters",
        ),
        (19, "The operationId 'placed' is not unique"),
        (20, "The messageId 'placed' is not unique"),
        (
            20,
            '`type`: "strin" must be one of `array`, `boolean`, `integer`, `null`, `number`, `object`, `string`',
        ),
        (23, "The reference '#/components/schemas/Loop' leads in a circle"),
        (
            24,
            (
                "The reference 'https://example.com/order.json' leaves the document, and nothing is fetched: "
                "upload what it names together with it"
            ),
        ),
    ]


def test_the_mistakes_of_a_document_of_version_3_are_told_by_line() -> None:
    assert found(THREE) == [
        (4, "The parameter 'id' of orders.{id} is not declared"),
        (10, '`action`: "sending" must be one of `send`, `receive`'),
        (11, "The reference '#/components/messages/Placed' must lead to one of the document's channels"),
        (
            16,
            "The reference '#/components/messages/Placed' must lead to a message of the operation's channel",
        ),
    ]


@pytest.mark.parametrize(
    "version", ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0"]
)
def test_each_version_is_checked_by_its_own_schema(version: str) -> None:
    text = f"asyncapi: {version}\ninfo: {{title: Orders, version: '1'}}\nchannels: {{}}\n"

    assert found(text) == []
    assert found(text.replace("title", "name")) == [
        (2, "`title` is missing"),
        (2, "`name` has no meaning here"),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("asyncapi: 1.2.0\ntopics: {}", "AsyncAPI 1.2.0 is not judged", 1),
        ("info: {}\nasyncapi: 4.0.0\nchannels: {}", "AsyncAPI 4.0.0 is not judged", 2),
        ("asyncapi: 2.6.0\ninfo: {}", "The document declares nothing: it has no `channels`", 1),
        ("asyncapi: 3.0.0\ninfo: {}", "it has no `channels` nor `operations` nor `components`", 1),
        ("asyncapi: 2.6.0\nchannels: []", "`channels` must be an object", 2),
        ("asyncapi: 2.6.0\nchannels: {a: [", "The YAML is not valid", 3),
        (b"asyncapi: 2.6.0\nchannels: {\xff\xfe: {}}", "not valid UTF-8", 2),
        ("- asyncapi", "neither a JSON object nor a YAML mapping", 1),
    ],
)
def test_what_cannot_be_read_is_refused(text: str | bytes, reason: str, line: int | None) -> None:
    with pytest.raises(DocumentError) as refused:
        load_document(text)

    assert reason in str(refused.value)
    assert refused.value.line == line
