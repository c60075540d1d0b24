"""Size budgets: what outgrows them is telling us something."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("catalog", "observability", "governance", "deploy")
USUAL_FUNCTION, LONGEST_FUNCTION = 25, 50


def python_files(*folders: str) -> list[Path]:
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in files if "migrations" not in file.parts)


def too_long(files: list[Path], limit: int) -> dict[str, int]:
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    return {name: length for name, length in lengths.items() if length > limit}


def functions() -> list[tuple[str, int]]:
    found = []
    for file in python_files(*APPS):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{file.relative_to(ROOT)}:{node.lineno} {node.name}"
                found.append((name, (node.end_lineno or node.lineno) - node.lineno + 1))
    return found


def test_no_function_is_longer_than_a_screen() -> None:
    assert [(name, length) for name, length in functions() if length > LONGEST_FUNCTION] == []


def test_nine_functions_in_ten_are_short() -> None:
    lengths = [length for _, length in functions()]
    short = sum(length <= USUAL_FUNCTION for length in lengths)
    assert short / len(lengths) >= 0.9, (
        f"{short} of {len(lengths)} functions are within {USUAL_FUNCTION} lines"
    )


@pytest.mark.parametrize(
    ("what", "limit"),
    [("app files", 300), ("rule files", 250), ("test files", 300), ("templates", 150)],
)
def test_files_stay_within_their_budget(what: str, limit: int) -> None:
    files = {
        "app files": python_files(*APPS),
        "rule files": [file for file in python_files("catalog/contracts") if "rules" in file.parts],
        "test files": python_files("tests"),
        "templates": sorted((ROOT / "templates").rglob("*.html")),
    }[what]
    assert files, f"there are no {what} to look at"
    assert too_long(files, limit) == {}
