"""Files that were written to be expensive, to escape or to confuse end in a sentence, or cost little."""

import tempfile
from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.limits import Limits
from catalog.contracts.load import load_document
from tests.contracts.processor import seconds_spent

HEAD = 'syntax = "proto3";\npackage p;\n'
SECONDS = 20


def load(source, **limits):
    return load_document(source, format="protobuf", limits=Limits(**limits))


def imports(path, rest=""):
    return f'{HEAD}import "{path}";\n{rest}'


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ({"a.proto": imports("a.proto", "message A {}")}, "recursively imports itself"),
        ({"a.proto": imports("b.proto"), "b.proto": imports("a.proto")}, "recursively imports itself"),
        ({"a.proto": imports("/etc/passwd", "message A {}")}, "was not found"),
        ({"b/a.proto": imports("../b/a.proto", "message A {}")}, "was not found"),
        ({"a.proto": imports("c.txt", "message A {}"), "c.txt": HEAD}, "was not found"),
        ('edition = "2999";\nmessage A {}', "nknown edition"),
        ('syntax = "proto9";\nmessage A {}', "nrecognized syntax"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "compile"),
        (HEAD.encode() + b"message \xff {}", "not valid UTF-8"),
        (HEAD + "message A {\0}", "compile"),
        (HEAD + "message A { string a = 1;", "compile"),
        (HEAD + "message A { string a = 1; string b = 1; }", "already been used"),
        (HEAD + "message A { B b = 1; }", "is not defined"),
        (HEAD + "message A {" * 500 + "}" * 500, "compile"),
        (HEAD + "option (x) = " + "{a:" * 5000 + "}" * 5000 + ";\nmessage A {}", "compile"),
        ({"a.txt": "hello"}, "ends with .proto"),
        ({"../a.proto": HEAD}, "no path inside a bundle"),
        ({"/a.proto": HEAD}, "no path inside a bundle"),
        ({"a\n.proto": HEAD}, "no path inside a bundle"),
        ({"a\0.proto": HEAD}, "no path inside a bundle"),
        ({"a.proto": HEAD, "a.proto/b.proto": HEAD}, "a name that no file can have"),
        ({"a" * 300 + ".proto": HEAD}, "a name that no file can have"),
        ("", "declare no message"),
        (HEAD, "declare no message"),
    ],
)
def test_what_is_no_contract_is_refused_with_a_sentence(source, says):
    began = seconds_spent()

    with pytest.raises(DocumentError, match=says):
        load(source)

    assert seconds_spent() - began < SECONDS


def test_a_path_that_looks_like_an_option_is_a_path():
    document = load({"--plugin=x.proto": HEAD + "message A {}", "-I.proto": HEAD + "message B {}"})

    assert set(document.tree["messages"]) == {"p.A", "p.B"}


def test_a_compiler_that_takes_too_long_is_stopped():
    fields = "".join(f"  string f{n} = {n};\n" for n in range(1, 15_000))
    files = {f"{n}.proto": f"{HEAD}message M{n} {{\n{fields}}}\n" for n in range(60)}
    began = seconds_spent()

    with pytest.raises(DocumentError, match="takes too long"):
        load(files, seconds=0.3)

    assert seconds_spent() - began < SECONDS


def test_a_compiler_that_takes_too_much_memory_is_stopped():
    fields = "".join(f"  string f{n} = {n};\n" for n in range(1, 15_000))

    with pytest.raises(DocumentError, match="memory"):
        load(HEAD + f"message M {{\n{fields}}}\n", max_memory=1024 * 1024)


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    load(HEAD + "message A {}")
    with pytest.raises(DocumentError):
        load(HEAD + "message A {")

    assert list(Path(tmp_path).iterdir()) == []


def test_a_thousand_files_are_compared():
    def files(kind):
        return {
            f"d{n % 7}/f{n}.proto": f"{HEAD}message M{n} {{\n  {kind if n == 500 else 'string'} a = 1;\n}}\n"
            for n in range(1_000)
        }

    began = seconds_spent()
    (change,) = compare_documents(files("string"), files("int32"), format="protobuf").changes

    assert change.operations == ("p.M500",)
    assert seconds_spent() - began < 2 * SECONDS


def test_ten_megabytes_are_compared():
    def text(kind):
        words = "// Said at length. " * 20
        messages = "".join(
            f"{words}\nmessage M{n} {{\n  {kind if n == 7 else 'string'} a = 1;\n  M{n // 2} b = 2;\n}}\n"
            for n in range(24_000)
        )
        return HEAD + messages

    before, after = text("string"), text("int32")
    assert len(before) > 10_000_000
    began = seconds_spent()
    (change,) = compare_documents(before, after, format="protobuf").changes

    assert change.rule_id == "protobuf-field-type-changed"
    assert seconds_spent() - began < 3 * SECONDS


def test_messages_that_hold_each_other_are_compared():
    def text(kind):
        messages = f"message A {{ B b = 1; A a = 2; }} message B {{ A a = 1; {kind} x = 2; }}"
        return f"{HEAD}{messages} service S {{ rpc Get(A) returns (A); }}"

    (change,) = compare_documents(text("string"), text("bool"), format="protobuf").changes

    assert change.operations == ("p.S/Get",)


def test_what_is_not_finished_in_time_is_undecided():
    def text(kind):
        return HEAD + "".join(f"message M{n} {{ {kind} a = 1; }}\n" for n in range(20_000))

    before, after = (load_document(text(kind), format="protobuf") for kind in ("string", "int32"))
    began = seconds_spent()
    comparison = compare_documents(before, after, limits=Limits(seconds=0.5))

    assert comparison.unfinished
    assert not comparison.is_compatible("backward")
    assert seconds_spent() - began < SECONDS


def test_a_great_many_reserved_numbers_are_compared():
    """The compiler itself holds each against each."""

    def text(step):
        ranges = "".join(f"  reserved {n};\n" for n in range(1, 40_000, step))
        return f"{HEAD}message A {{\n{ranges}}}\n"

    began = seconds_spent()
    (change,) = compare_documents(text(2), text(4), format="protobuf").changes

    assert change.rule_id == "protobuf-reserved-numbers-removed"
    assert seconds_spent() - began < SECONDS
