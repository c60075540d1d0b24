import pytest

from catalog.contracts.documents.document import Document
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import local_pointer, resolve, split
from catalog.contracts.load import load_document
from catalog.contracts.openapi.operations import extract_operations
from catalog.contracts.validate import validate

ROOT = """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders: {$ref: './paths/orders.yaml'}
components:
  schemas:
    Money: {type: integer}
    Order: {$ref: schemas/order.json}
"""
ORDERS = """
get:
  operationId: listOrders
  responses:
    '200':
      description: The orders
      content:
        application/json:
          schema: {type: array, items: {$ref: ../schemas/order.json}}
          example: {$ref: ../schemas/order.json}
"""
ORDER = """{
  "type": "object",
  "properties": {
    "price": {"$ref": "../openapi.yaml#/components/schemas/Money"},
    "parent": {"$ref": "#"},
    "state": {"$ref": "#/definitions/State"},
    "note": {"$ref": "some%20texts.yaml#/Note~1long"}
  },
  "definitions": {"State": {"enum": ["open"]}}
}"""
TEXTS = "Note/long: {type: string}\n"
FILES = {
    "openapi.yaml": ROOT,
    "paths/orders.yaml": ORDERS,
    "schemas/order.json": ORDER.replace('  "definitions": {"State": {"enum": ["open"]}}', '  "x-none": 0'),
    "schemas/some texts.yaml": TEXTS,
    "README.md": "\tnot: [yaml",
}


def target(document, *path):
    reference = resolve(document.tree, path)["$ref"]
    return resolve(document.tree, split(local_pointer(reference)))


@pytest.fixture
def document():
    return load_document(FILES | {"schemas/order.json": ORDER})


def test_in_which_every_reference_is_local_and_leads_to_what_it_named(document):
    assert target(document, "paths", "/orders")["get"]["operationId"] == "listOrders"
    order = target(document, "components", "schemas", "Order")
    assert order["type"] == "object"
    at = ["x-bundled-files", "schemas/order.json", "properties"]
    assert target(document, *at, "price") == {"type": "integer"}
    assert target(document, *at, "parent") is order
    assert target(document, *at, "state") == {"enum": ["open"]}
    assert target(document, *at, "note") == {"type": "string"}


def test_in_which_data_that_looks_like_a_reference_stays(document):
    get = target(document, "paths", "/orders")["get"]
    media_type = get["responses"]["200"]["content"]["application/json"]
    assert media_type["example"] == {"$ref": "../schemas/order.json"}


def test_in_which_what_is_called_as_data_is_no_data():
    answers = "paths: {/orders: {get: {responses: {default: {$ref: error.yaml}, '200': {$ref: ok.yaml}}}}}\n"
    schemas = "components: {schemas: {enum: {properties: {example: {$ref: text.yaml}}}}}\n"
    document = load_document(
        {
            "openapi.yaml": f"openapi: 3.1.0\ninfo: {{title: Orders, version: '1'}}\n{answers}{schemas}",
            "error.yaml": "description: Error",
            "ok.yaml": "description: OK\ncontent: {text/plain: {examples: {enum: {$ref: example.yaml}}}}",
            "example.yaml": "value: 1",
            "text.yaml": "examples: [{$ref: data}]",
        }
    )
    assert validate(document) == ()
    assert target(document, "components", "schemas", "enum", "properties", "example") == {
        "examples": [{"$ref": "data"}]
    }


def test_whose_operations_are_found(document):
    (operation,) = extract_operations(document)
    assert operation.key == "GET /orders"
    assert document.locate(operation.pointer).file == "paths/orders.yaml"


def test_whose_unused_files_do_not_matter(document):
    assert "README.md" not in document.tree["x-bundled-files"]


def test_which_is_validated_in_every_file():
    files = {**FILES, "schemas/order.json": '{"type": "objct",\n "properties": {"a": {"$ref": "gone.json"}}}'}
    problems = validate(load_document(files))
    assert [(p.file, p.line, p.column) for p in problems] == [
        ("schemas/order.json", 1, 2),
        ("schemas/order.json", 2, 23),
    ]
    assert "nothing is fetched" in problems[1].message


def test_whose_digest_depends_on_every_file_and_on_the_root_only_by_place():
    first = load_document(FILES).digest
    others = {path: text for path, text in reversed(FILES.items()) if path != "openapi.yaml"}
    assert load_document({"openapi.yaml": ROOT, **others}).digest == first
    assert load_document({**FILES, "README.md": ""}).digest != first


def test_which_survives_being_stored(document):
    again = Document.from_stored(document.to_stored(), FILES | {"schemas/order.json": ORDER})
    assert again.tree == document.tree
    pointer = "/x-bundled-files/schemas~1order.json/type"
    assert again.locate(pointer) == document.locate(pointer)


def test_with_anchors_and_discriminator_mappings():
    root = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'pets.yaml#pet'}}}\n"
    pets = "Pet:\n  $anchor: pet\n  discriminator: {propertyName: kind, mapping: {cat: cat.yaml, dog: Dog}}\n"
    document = load_document({"root.yaml": root, "pets.yaml": pets, "cat.yaml": "{type: object}"[1:-1]})
    pet = target(document, "components", "schemas", "Pet")
    assert pet["discriminator"]["mapping"] == {"cat": "#/x-bundled-files/cat.yaml", "dog": "Dog"}


def test_in_which_an_anchor_that_is_no_name_is_passed_over():
    root = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'pets.yaml#pet'}}}\n"
    document = load_document({"root.yaml": root, "pets.yaml": "Pet: {$anchor: pet}\nCat: {$anchor: [pet]}\n"})
    assert target(document, "components", "schemas", "Pet") == {"$anchor": "pet"}


@pytest.mark.parametrize(
    "reference",
    [
        "https://example.com/schema.json",
        "file:///etc/passwd",
        "/etc/passwd",
        "../outside.yaml",
        "a/../../outside.yaml",
        "//host/share.yaml",
        "gone.yaml",
    ],
)
@pytest.mark.parametrize("others", [{}, {"there.yaml": "{}", "../outside.yaml/no": "a"}])
def test_which_nothing_outside_is_fetched_for(reference, others):
    root = f"""{{
      "openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}},
      "components": {{"schemas": {{"A": {{"$ref": "{reference}"}}}}}}
    }}"""
    (problem,) = validate(load_document({"root.json": root, **others}))
    assert "nothing is fetched" in problem.message
    assert problem.pointer == "/components/schemas/A/$ref"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "holds no file"),
        ({"a.yaml": "", "./a.yaml": ""}, "twice"),
        ({f"{n}.yaml": "" for n in range(1_001)}, "more than 1,000 files"),
        ({"a.yaml": "openapi: 3.1.0\nx-bundled-files: {}", "b.yaml": ""}, "may not use this key"),
        ({"r.yaml": "openapi: 3.1.0\na: {$ref: b.yaml}", "b.yaml": "a: b: c"}, "in b.yaml, line 1, column 5"),
    ],
)
def test_or_are_refused(files, says):
    with pytest.raises(DocumentError, match=says):
        load_document(files)
