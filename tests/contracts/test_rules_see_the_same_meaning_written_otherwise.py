"""Every case of every rule again, with the previous document written otherwise: only the case's own changes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.contracts.compare import compare_documents

CASES = sorted(case.parent for case in (Path(__file__).parent / "rules").glob("*/*/expected.json"))


def tree(case: Path, side: str) -> Any:
    return yaml.safe_load(next(case.glob(f"{side}.*")).read_text())


def backwards(value: Any) -> Any:
    """The same object with its keys in the opposite order, all the way down."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(item) for item in value] if isinstance(value, list) else value


def renamed(value: Any) -> Any:
    """The same description with other names for its components, where names are not on the wire."""
    text = json.dumps(value)
    names = value.get("components", {}).get("schemas", {})
    if "discriminator" in text or not names:
        return value
    referring = re.sub(r"#/components/schemas/(\w+)", r"#/components/schemas/Old\1", text)
    other = json.loads(referring)
    schemas = other["components"]["schemas"]
    other["components"]["schemas"] = {f"Old{name}": schema for name, schema in schemas.items()}
    return other


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_other_words_for_the_previous_document_bring_no_further_change(case: Path) -> None:
    previous = tree(case, "previous")
    rewritten = backwards(renamed(previous))

    comparison = compare_documents(json.dumps(previous), json.dumps(rewritten))

    assert [change.message for change in comparison.changes] == []
    assert comparison.undecided == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_other_words_for_the_previous_document_hide_no_change(case: Path) -> None:
    previous, current = tree(case, "previous"), tree(case, "current")

    def told(document: Any) -> list[tuple[str, tuple[str, ...]]]:
        comparison = compare_documents(json.dumps(document), json.dumps(current))
        return sorted((change.rule_id, change.operations) for change in comparison.changes)

    assert told(backwards(renamed(previous))) == told(previous)
