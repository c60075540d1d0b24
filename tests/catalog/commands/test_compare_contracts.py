"""The command for CI: what it prints, and its exit code."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility

HEAD = "openapi: 3.0.3\ninfo: {title: Orders, version: '1'}\npaths:\n  /orders/{id}:\n"
GET = "    get:\n      responses:\n        '200':\n          description: OK\n"
SCHEMA = "          content:\n            application/json:\n              schema:\n                type: "


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {
        "string": HEAD + GET + SCHEMA + "string\n",
        "integer": HEAD + GET + SCHEMA + "integer\n",
        "broken": HEAD + "    get: [\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    return {name: str(tmp_path / f"{name}.yaml") for name in (*texts, "missing")}


def run(*arguments: str) -> int:
    try:
        ManagementUtility(["manage.py", "compare_contracts", *arguments]).execute()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_changes_are_told_with_their_place_and_their_proof(files: Any, capsys: Any) -> None:
    assert run(files["string"], files["integer"]) == 0

    told = capsys.readouterr().out
    assert "BREAKING (1)" in told
    assert "went from string to integer [response-type-changed]" in told
    assert "in GET /orders/{}" in told
    assert f"{files['integer']}:11:15" in told
    assert "the response 200 body of GET /orders/{id} here is accepted by the current" in told
    assert "200 OK\n        Content-Type: application/json\n\n        0\n" in told


def test_the_exit_code_says_that_there_are_changes_of_the_level(files: Any) -> None:
    assert run(files["string"], files["integer"], "--fail-on", "breaking") == 1
    assert run(files["string"], files["string"], "--fail-on", "dangerous") == 0


def test_json_is_the_comparison(files: Any, capsys: Any) -> None:
    assert run(files["string"], files["integer"], "--output", "json") == 0

    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["rule_id"] == "response-type-changed"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["string", "missing"], "cannot be read: No such file"),
        (["broken", "string"], "line 6"),
        (["string"], "arguments are required"),
    ],
)
def test_bad_input_is_explained_in_a_sentence(
    files: Any, arguments: list[str], sentence: str, capsys: Any
) -> None:
    assert run(*(files[name] for name in arguments)) == 2

    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
