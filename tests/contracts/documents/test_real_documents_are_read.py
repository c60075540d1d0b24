import datetime as dt
import json
import re

import yaml

from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from catalog.contracts.openapi.operations import extract_operations
from catalog.contracts.validate import validate

KNOWN_MISTAKES = r"'#/components/requestBodies/\w+PutResponse' must lead to a response|`oneOf`: \[\]"


def test_as_the_standard_parsers_read_them(real_document):
    source = real_document.read_text()
    if real_document.suffix == ".json":
        assert load_document(source).tree == json.loads(source)
    else:
        assert as_text(load_document(source).tree) == as_text(yaml.load(source, yaml.CSafeLoader))


def as_text(node):
    """A tree with its keys as text, and without the dates that YAML 1.1 sees."""
    if isinstance(node, dict):
        return {str(key): as_text(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_text(value) for value in node]
    return None if isinstance(node, dt.date) or is_date(node) else node


def is_date(node):
    return isinstance(node, str) and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node)


def test_with_the_operations_that_they_declare(real_document):
    document = load_document(real_document.read_bytes())
    operations = extract_operations(document)
    assert len(operations) > 20
    assert len({operation.key for operation in operations}) == len(operations)
    for operation in operations[:: len(operations) // 10]:
        place = document.locate(operation.pointer)
        line = real_document.read_text().splitlines()[place.line - 1]
        assert line[place.column - 1 :].lstrip('"').startswith(operation.display.split()[0].lower())


def test_and_stored_and_loaded_again(real_document):
    document = load_document(real_document.read_bytes())
    again = Document.from_stored(document.to_stored())
    assert again.tree == document.tree
    assert again.digest == document.digest


def test_and_are_valid_but_for_the_mistakes_that_they_really_have(real_document):
    for problem in validate(load_document(real_document.read_bytes())):
        assert problem.line
        assert problem.severity == "warning" or re.search(KNOWN_MISTAKES, problem.message)
