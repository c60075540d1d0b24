"""The command that has a second library judge the proofs of a comparison."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility

DOCUMENT = """\
openapi: 3.0.3
info: {{title: Orders, version: '1'}}
paths:
  /orders:
    get:
      parameters:
        - {{name: limit, in: query, schema: {schema}}}
      responses:
        '204': {{description: Done}}
"""


@pytest.fixture
def replayed(tmp_path: Path, monkeypatch: Any) -> Any:
    """Runs the command on two documents that differ in the schema of a parameter."""
    monkeypatch.chdir(tmp_path)

    def run(previous: str, current: str) -> int:
        Path("previous.yaml").write_text(DOCUMENT.format(schema=previous))
        Path("current.yaml").write_text(DOCUMENT.format(schema=current))
        try:
            ManagementUtility(["manage.py", "replay_witnesses", "previous.yaml", "current.yaml"]).execute()
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run


def test_a_message_that_the_library_judges_alike_is_shown_with_its_answer(replayed: Any, capsys: Any) -> None:
    assert replayed("{type: integer, minimum: 0}", "{type: integer, minimum: 1}") == 0

    told = capsys.readouterr().out
    assert "agrees: " in told
    assert "GET /orders?limit=0" in told
    assert told.endswith("1 agrees\n")


def test_where_the_library_disagrees_the_reason_is_told_and_the_command_fails(
    replayed: Any, capsys: Any
) -> None:
    assert replayed("{type: string, format: uri-reference}", "{type: string, format: uri}") == 1

    assert "openapi-core does not check the format uri-reference" in capsys.readouterr().out


def test_nothing_to_replay_is_said(replayed: Any, capsys: Any) -> None:
    assert replayed("{type: integer}", "{type: integer}") == 0

    assert capsys.readouterr().out == "no change comes with a witness\n"
