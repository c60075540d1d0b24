import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document

JUDGED = "judged are OpenAPI 3.0 and 3.1 and Swagger 2.0"


@pytest.mark.parametrize(
    ("source", "version"),
    [
        ('{"swagger": "2.0", "paths": {}}', "2.0"),
        ("swagger: 2.0\npaths: {}", "2.0"),
        ("openapi: 3.0.0\npaths: {}", "3.0.0"),
        ("openapi: 3.0.4-rc0\npaths: {}", "3.0.4-rc0"),
        ("openapi: 3.1\npaths: {}", "3.1"),
        ("openapi: '3.1.1'\nwebhooks: {}", "3.1.1"),
        ("\n# yaml\nopenapi: 3.1.1\ncomponents: {}", "3.1.1"),
        ("\ufeff {\n'openapi': 1}".replace("'", '"').replace("1}", '"3.0.1", "paths": {}}'), "3.0.1"),
    ],
)
def test_by_what_their_root_says(source, version):
    document = load_document(source)
    assert (document.format, document.format_version) == ("openapi", version)


@pytest.mark.parametrize(
    "source",
    [
        "type Query {\n  order(id: ID!): Order\n}\n",
        '# comment: 1\n"""\nShop: "orders"\n"""\nschema {\n  query: Query\n}\ntype Query { a: Int }',
        '\ufeffextend type Query @key(fields: "a") { a: Int }',
        '"State" enum State { OPEN }',
        "directive @auth on FIELD",
    ],
)
def test_by_its_first_definition(source):
    assert load_document(source).format == "graphql"


@pytest.mark.parametrize(
    "source", ["type: object\n", "schema: {}\n", "enum: [a]\n", "enum State { OPEN = 0; }", "type = 1"]
)
def test_and_not_by_a_word_that_other_formats_have_too(source):
    with pytest.raises(DocumentError, match="judged are"):
        load_document(source)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("order: [\n", "YAML is not valid"),
        ("[]", "neither a JSON object nor a YAML mapping"),
        ("", "neither a JSON object nor a YAML mapping"),
        ("{}", "does not say at its root what it is"),
        ('{"type": "object",}', "trailing comma"),
        ("swagger: '1.2'\n", "Swagger 1.2"),
        ("swagger: '3.0'\n", "Swagger 3.0"),
        ("openapi: '2.0'\n", "OpenAPI 2.0"),
        ("openapi: 3.2.0\n", "OpenAPI 3.2.0"),
        ("openapi: 4.0.0\n", "OpenAPI 4.0.0"),
        ("openapi: {}\n", "OpenAPI {}"),
    ],
)
def test_and_what_is_not_judged_is_refused_with_what_is(source, says):
    with pytest.raises(DocumentError) as refused:
        load_document(source)
    assert says in str(refused.value)
    assert JUDGED in str(refused.value)
    assert refused.value.line


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("openapi: 3.1.0\ninfo: {}\n", "no `paths` nor `components` nor `webhooks`"),
        ("openapi: 3.0.0\nwebhooks: {}\n", "no `paths` nor `components`"),
        ("swagger: '2.0'\ndefinitions: {}\n", "no `paths`"),
        ("openapi: 3.0.0\npaths: []\n", r"`paths` must be an object \(line 2, column 1, at /paths\)"),
        ("openapi: 3.1.0\npaths: {}\ncomponents:\n", r"`components` must be an object \(line 3, column 1"),
    ],
)
def test_a_document_without_content_is_refused(source, says):
    with pytest.raises(DocumentError, match=says):
        load_document(source)
