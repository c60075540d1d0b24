"""The documentation of a contract version, made from its document."""

import pytest

ADDRESS = "/services/scoring/contracts/api/versions/1.0.0/documentation"
DESCRIBED = """openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /orders:
    post:
      summary: Place an order
      description: "Takes **one** order. <script>alert(1)</script> [click](javascript:alert(2)) ![](https://x/y.png)"
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [total]
              properties:
                total: {type: integer, description: "In cents"}
                buyer: {type: object, properties: {name: {type: string}}}
      responses: {'204': {description: It is placed}}
  /orders/{id}:
    get:
      deprecated: true
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
      responses: {'200': {description: It}}
"""


@pytest.fixture
def described(world):
    world.service("scoring")
    world.submit("scoring", "1.0.0", DESCRIBED)
    return world


def test_it_shows_the_first_entry_with_its_members_and_their_types(browse, described):
    page = browse(ADDRESS).text
    assert "POST /orders" in page
    assert "buyer.name" in page
    assert "In cents" in page
    assert "<strong>one</strong>" in page


def test_what_an_author_wrote_cannot_harm_a_reader(browse, described):
    page = browse(ADDRESS).text
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert '<img src="https://x' not in page


def test_another_entry_has_an_address_of_its_own(browse, described):
    page = browse(f"{ADDRESS}?entry=/paths/~1orders~1{{id}}/get").text
    assert "string (uuid) in path" in page
    assert "deprecated" in page


def test_entries_are_found_by_name(browse, described):
    page = browse(f"{ADDRESS}?q=ORDERS/").text
    assert "POST /orders" not in page
    assert "GET /orders/{id}" in page


def test_a_name_that_is_not_there_is_said(browse, described):
    assert "Nothing is named like that" in browse(f"{ADDRESS}?q=refund").text
