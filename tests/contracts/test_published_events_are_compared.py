"""The examples of the AsyncAPI specification, which are written for either version, are the same APIs."""

from pathlib import Path
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.published import CORPUS, MISSING

OLD, NEW = CORPUS / "asyncapi-2.6", CORPUS / "asyncapi-3.0"
SERVICES = ("backend", "comments-service", "frontend", "notification-service", "public-api")

REALLY_DIFFERENT = {
    # `type: response` and other headers in version 2; a method, and headers with a schema, in version 3
    "gitter-streaming": {"binding-added", "binding-removed", "response-property-added"},
    # parameters are text in version 3: the identifier of a book was an integer
    "mercure": {"request-type-widened"},
    # the header `Content-Type` is in the binding of the operation in version 2, in the message in version 3
    "operation-security": {"binding-removed", "response-property-added"},
    # parameters have no pattern in version 3, and `replyTo` is left out of the bindings of the messages
    "rpc-client": {"binding-removed", "request-pattern-removed"},
    "rpc-server": {"binding-removed", "request-pattern-removed"},
}
"""The pairs that are no rewritings of each other, with the rules that say what differs, read in the documents."""

EXTERNAL = {"adeo-kafka-request-reply-asyncapi.yml": "leaves the document"}
"""What refers to files on another server, which are not at hand."""

pytestmark = pytest.mark.skipif(not OLD.is_dir(), reason=MISSING)


def pairs() -> list[tuple[str, Any, Any]]:
    files = [(old, NEW / f"{old.stem}-asyncapi.yml") for old in sorted(OLD.glob("*.yml"))]
    alone = [(old.stem, old.read_bytes(), new.read_bytes()) for old, new in files if new.is_file()]
    together = [(name, bundle(OLD, name), bundle(NEW, name)) for name in SERVICES if OLD.is_dir()]
    return [*alone, *together]


def bundle(folder: Path, name: str) -> dict[str, bytes]:
    root = folder / "social-media"
    files = [root / name / "asyncapi.yaml", *sorted((root / "common").glob("*.yaml"))]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def compared(previous: Any, current: Any) -> Comparison:
    return compare_documents(previous, current)


@pytest.mark.parametrize(("name", "old", "new"), [pytest.param(*pair, id=pair[0]) for pair in pairs()])
def test_an_example_in_both_versions_is_the_same_api(name: str, old: Any, new: Any) -> None:
    comparison = compared(old, new)

    assert {change.rule_id for change in comparison.changes} == REALLY_DIFFERENT.get(name, set())
    assert comparison.with_severity("breaking") == ()
    assert comparison.undecided == ()


@pytest.mark.parametrize("file", sorted([*OLD.glob("*.yml"), *NEW.glob("*.yml")]), ids=lambda file: file.stem)
def test_an_example_is_valid_and_has_operations(file: Path) -> None:
    document = load_document(file.read_bytes())
    problems = [problem.message for problem in validate(document)]

    assert all(EXTERNAL.get(file.name, "nothing") in problem for problem in problems)


@pytest.mark.parametrize("name", SERVICES)
def test_a_bundle_is_valid(name: str) -> None:
    assert [validate(load_document(bundle(folder, name))) for folder in (OLD, NEW)] == [(), ()]
