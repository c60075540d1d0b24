"""The cases of the rules: a folder per rule, in it a folder per case with `previous`, `current` and `expected.json`.

Either side is a file, or a folder that is a bundle. `expected.json` may name the `format`, where the documents do not
say what they are, the `strictness`, and the day on which the current one was `published`.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents

CASES = sorted(case.parent for case in (Path(__file__).parent / "rules").glob("*/*/expected.json"))


def side(case: Path, name: str) -> bytes | dict[str, bytes]:
    """The text of one side, or the files of a bundle by their paths."""
    found = next(case.glob(f"{name}*"))
    if not found.is_dir():
        return found.read_bytes()
    files = sorted(path for path in found.rglob("*") if path.is_file())
    return {path.relative_to(found).as_posix(): path.read_bytes() for path in files}


def expected(case: Path) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads((case / "expected.json").read_text())
    return stated


def compared(case: Path) -> Comparison:
    stated = expected(case)
    published = stated.get("published")
    found = compare_documents(
        side(case, "previous"),
        side(case, "current"),
        format=stated.get("format"),
        published=published and date.fromisoformat(published),
    )
    return found.under(stated["strictness"]) if "strictness" in stated else found


def is_openapi(case: Path) -> bool:
    """Whether the case is a pair of API descriptions in YAML or JSON."""
    text = side(case, "previous")
    return (
        isinstance(text, bytes)
        and re.search(rb'^\s*"?(?:openapi|swagger)"?:', text, re.MULTILINE) is not None
    )
