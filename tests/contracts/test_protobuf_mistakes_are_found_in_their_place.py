"""What does not compile is refused with file, line and column; what the compiler warns of is a finding."""

import pytest

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate

HEAD = 'syntax = "proto3";\n'


def refused(source):
    with pytest.raises(DocumentError) as error:
        load_document(source, format="protobuf")
    return error.value


def test_a_type_that_is_not_there_is_refused_where_it_is_used():
    error = refused(HEAD + "message Order {\n  string id = 1;\n  Line line = 2;\n}\n")

    assert (error.line, error.column, error.file) == (4, 3, None)
    assert '"Line" is not defined' in error.reason


def test_columns_count_characters():
    error = refused(HEAD + 'message Order {\n\t/* "größer" */\tLine line = 2;\n}\n')

    assert (error.line, error.column) == (3, 17)


def test_a_mistake_in_a_file_that_is_imported_is_told_there():
    error = refused({"a.proto": HEAD + 'import "b/c.proto";\n', "b/c.proto": HEAD + "\nmessage {}\n"})

    assert (error.file, error.line, error.column) == ("b/c.proto", 3, 9)


def test_an_import_that_is_not_in_the_bundle_is_refused_where_it_stands():
    error = refused({"a.proto": HEAD + '\nimport "google/api/annotations.proto";\n'})

    assert (error.file, error.line, error.column) == ("a.proto", 3, 1)
    assert "google/api/annotations.proto" in error.reason


def test_how_many_more_mistakes_there_are_is_said():
    error = refused(HEAD + "message Order {\n  A a = 1;\n  B b = 2;\n  C c = 3;\n}\n")

    assert "and 2 more" in error.reason


def test_an_unused_import_is_a_warning_in_its_place():
    text = HEAD + '\nimport "google/protobuf/any.proto";\nmessage Order {}\n'
    (problem,) = validate(load_document({"a.proto": text}))

    assert (problem.severity, problem.file, problem.line, problem.column) == ("warning", "a.proto", 3, 1)
    assert "unused" in problem.message


def test_a_contract_without_mistakes_has_no_findings():
    assert validate(load_document(HEAD + "message Order {}\n")) == ()


@pytest.mark.parametrize(
    ("text", "version"),
    [
        (HEAD + "message A {}", "proto3"),
        ("// at first\n/* and */ syntax = 'proto2';\nmessage A {}", "proto2"),
        ("package a;\nmessage A {}", "proto2"),
        ("message A {}", "proto2"),
        ("import public 'google/protobuf/any.proto';\nmessage A {}", "proto2"),
        ('edition = "2023";\nmessage A {}', "2023"),
        ('edition = "2024";\nmessage A {}', "2024"),
    ],
)
def test_a_text_is_seen_to_be_protobuf_by_how_it_begins(text, version):
    document = load_document(text)

    assert (document.format, document.format_version) == ("protobuf", version)


def test_every_place_of_a_declaration_has_its_line():
    text = (
        HEAD
        + "message Order {\n  string id = 1;\n  oneof way {\n    string card = 2;\n  }\n}\nenum E {\n  X = 0;\n}\n"
    )
    document = load_document(text)
    lines = {
        pointer: document.locate(pointer).line
        for pointer in (
            "/messages/Order",
            "/messages/Order/fields/2",
            "/messages/Order/oneofs/way",
            "/enums/E/values/X",
        )
    }

    assert list(lines.values()) == [2, 5, 4, 9]
