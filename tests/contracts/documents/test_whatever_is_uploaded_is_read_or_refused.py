from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

YAML = """\
openapi: 3.1.0
info: &info {title: "t", version: '1'}
paths:
  /a/{b}:
    get: {parameters: [{name: b, in: path, required: true, schema: {}}], responses: {200: {description: x}}}
x-list:
  - <<: *info
    1: !!str 2
  - |
    text
  - ? key
    : -1.5e3
"""
JSON = """\
{"openapi": "3.0.3", "info": {"title": "\\u0074", "version": "1"},
 "paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/R"}}}}},
 "components": {
  "responses": {"R": {"description": "x", "content": {"a/b": {"schema": {"$ref": "#/components/schemas/A"}}}
  }},
  "schemas": {"A": {"maximum": 36893488147419103232, "enum": [null, true, -1.5e3, []]}}}}
"""
REFERENCES = "x-references: [{$ref: a.yaml}, {$ref: 'b/c.json#/paths'}, {$ref: '.'}, {$ref: '../d'}]\n"
SCRAPS = ["\ufeff", "\0", "\t", "\n", "---\n", "*info", "&a ", "<<: ", "9" * 20, "\\u003a", *'"{}[]:,#']


@st.composite
def damaged(draw):
    text = draw(st.sampled_from([YAML, JSON]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        text = text[:start] + draw(st.sampled_from(SCRAPS) | st.text(max_size=3)) + text[end:]
    return text


def read_or_refused(source):
    try:
        document = load_document(source)
    except DocumentError:
        return
    for problem in validate(document):
        assert problem.line


@given(st.binary(max_size=40) | st.text(max_size=40))
def test_noise(source):
    read_or_refused(source)


@settings(max_examples=300)
@given(damaged())
def test_documents_that_were_damaged(text):
    read_or_refused(text)


paths = st.sampled_from(["a.yaml", "b/c.json", "../d", "/e", "."]) | st.text(max_size=4)


@given(st.dictionaries(paths, damaged(), max_size=3))
def test_bundles_that_were_damaged(files):
    read_or_refused({"root.yaml": YAML + REFERENCES, **files})
