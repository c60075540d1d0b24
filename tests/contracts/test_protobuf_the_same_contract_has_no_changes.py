"""Order, documentation, spelling, the shape of an upload and its stored form change nothing."""

from pathlib import Path

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from tests.contracts.cases import CASES, side

HEAD = 'syntax = "proto3";\npackage orders.v1;\n'
ORDER = "message Order {\n  string id = 1;\n  State state = 2;\n  map<string, Line> lines = 3;\n}\n"
LINE = "message Line {\n  int32 count = 1;\n  oneof price {\n    int64 units = 2;\n    string text = 3;\n  }\n}\n"
STATE = "enum State {\n  UNKNOWN = 0;\n  OPEN = 1;\n}\n"
SERVICE = "service Orders {\n  rpc Get(Order) returns (Line);\n  rpc Put(Line) returns (Order);\n}\n"
WHOLE = HEAD + ORDER + LINE + STATE + SERVICE

OURS = [case for case in CASES if case.parent.name.startswith("protobuf-")]


@pytest.mark.parametrize("case", OURS, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_contract_does_not_differ_from_itself(case: Path) -> None:
    for name in ("previous", "current"):
        one, other = (load_document(text, format="protobuf") for text in (side(case, name), side(case, name)))
        object.__setattr__(other, "digest", "other")  # so that it is walked

        comparison = compare_documents(one, other)

        assert (comparison.changes, comparison.undecided) == ((), ())


@pytest.mark.parametrize(
    "other",
    [
        HEAD + SERVICE + STATE + LINE + ORDER,
        "// Orders.\n"
        + WHOLE.replace("message Order", "// One order.\nmessage Order").replace("1;", "1; // it"),
        WHOLE.replace("State state", ".orders.v1.State state").replace(
            "Line> lines", "orders.v1.Line> lines"
        ),
        WHOLE.replace("  string id = 1;\n  State state = 2;\n", "  State state = 2;\n  string id = 1;\n"),
        WHOLE.replace(
            "  int64 units = 2;\n    string text = 3;\n", "  string text = 3;\n    int64 units = 2;\n"
        ),
        WHOLE.replace("string id = 1;", "string id = 1 [deprecated = false, json_name = 'id'];"),
        HEAD + "option optimize_for = SPEED;\n" + ORDER + LINE + STATE + SERVICE,
        {"orders.proto": WHOLE},
    ],
)
def test_what_means_the_same_is_no_change(other):
    assert compare_documents(WHOLE, other, format="protobuf").changes == ()


def test_the_order_of_files_is_no_change():
    files = {
        "line.proto": HEAD + LINE,
        "state.proto": HEAD + STATE,
        "order.proto": HEAD + 'import "line.proto";\nimport "state.proto";\n' + ORDER,
    }

    assert compare_documents(files, dict(reversed(files.items())), format="protobuf").changes == ()


def test_the_stored_form_is_compared_like_the_document():
    current = WHOLE.replace("int32 count", "string count")
    stored = [Document.from_stored(load_document(text).to_stored()) for text in (WHOLE, current)]

    assert compare_documents(*stored) == compare_documents(WHOLE, current)


def test_a_fingerprint_survives_what_is_added_elsewhere():
    current = WHOLE.replace("int32 count", "string count")
    later = "// Moved down.\n\n" + current.replace(STATE, "message More {}\n" + STATE)

    (change,) = compare_documents(WHOLE, current).changes

    assert change.fingerprint in {one.fingerprint for one in compare_documents(WHOLE, later).changes}
