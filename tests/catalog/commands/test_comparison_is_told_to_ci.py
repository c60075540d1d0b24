"""The forms of a comparison that CI systems read: annotations, a test report, and a comment."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import ManagementUtility

DOCUMENT = """\
openapi: 3.0.3
info: {{title: Orders, version: '1'}}
paths:
  /orders:
    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                type: object
                required: [{name}]
                properties:
                  {name}:
                    type: {type}
"""


@pytest.fixture
def compared(tmp_path: Path, monkeypatch: Any, capsys: Any) -> Callable[..., str]:
    """What the command prints about two documents."""
    monkeypatch.chdir(tmp_path)

    def run(output: str, previous: str, current: str, *arguments: str, file: str = "current.yaml") -> str:
        Path("previous.yaml").write_text(previous)
        Path(file).write_text(current)
        command = ["manage.py", "compare_contracts", "previous.yaml", file, "--output", output, *arguments]
        with suppress(SystemExit):
            ManagementUtility(command).execute()
        return str(capsys.readouterr().out)

    return run


def text(name: str = "id", type: str = "string") -> str:  # noqa: A002  # as the keyword is called
    return DOCUMENT.format(name=name, type=type)


def test_an_annotation_stands_at_the_line_of_the_current_file(compared: Any) -> None:
    (line,) = compared("github", text(), text(type="integer")).splitlines()

    properties, _, message = line.removeprefix("::error ").partition("::")
    assert properties == "file=current.yaml,title=response-type-changed,line=15,col=19"
    assert "went from string to integer (in GET /orders)%0A%0A200 OK%0A" in message


def test_what_is_gone_is_annotated_where_it_would_stand(compared: Any) -> None:
    lines = compared("github", text(), text().partition("  /orders")[0] + "  {}\n").splitlines()

    assert any("operation-removed,line=3,col=1" in line for line in lines)


def test_nothing_in_a_document_ends_a_command_or_begins_another(compared: Any) -> None:
    previous, current = (text('"a%\\n::error::b"', type) for type in ("string", "integer"))  # noqa: A001

    (line,) = compared("github", previous, current, file="a,b:c.yaml").splitlines()

    assert line.startswith("::error file=a%2Cb%3Ac.yaml,")
    assert "%25" in line.split("::", 2)[2]


def test_a_dangerous_change_is_a_warning_and_an_error_where_it_fails_the_command(compared: Any) -> None:
    previous, current = text(), text(type="string\n                    format: sku")

    assert compared("github", previous, current).startswith("::warning ")
    assert compared("github", previous, current, "--fail-on", "dangerous").startswith("::error ")


def test_each_change_is_a_test_case_of_the_report(compared: Any) -> None:
    report = ET.fromstring(compared("junit", text(), text("number", "integer")))  # noqa: S314  # our own

    suite = report.find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    failed = [case for case in cases if case.find("failure") is not None]
    assert (suite.get("tests"), suite.get("failures")) == (str(len(cases)), str(len(failed)))
    assert {case.get("classname") for case in cases} > {case.get("classname") for case in failed}
    assert "previous.yaml:15:19" in str(failed[0].findtext("failure"))


@pytest.mark.parametrize(("level", "failures"), [("breaking", "0"), ("dangerous", "1")])
def test_what_fails_the_command_fails_in_the_report(compared: Any, level: str, failures: str) -> None:
    previous = text(type="string\n                    maxLength: 5")
    current = text(type="string\n                    maxLength: 5\n                    format: sku")

    report = ET.fromstring(compared("junit", previous, current, "--fail-on", level))  # noqa: S314  # our own

    assert report.get("failures") == failures


def test_a_report_is_valid_xml_whatever_the_document_holds(compared: Any) -> None:
    previous, current = (text('"<&\\u0001]]>"', type) for type in ("string", "integer"))  # noqa: A001

    report = ET.fromstring(compared("junit", previous, current))  # noqa: S314  # our own

    (case,) = report.iter("testcase")
    assert r"<&\u0001]]>" in str(case.get("name"))


def test_a_comment_shows_each_change_with_its_places_and_proof(compared: Any) -> None:
    comment = compared("markdown", text(), text(type="integer"))

    assert "### `previous.yaml` → `current.yaml`: 1 breaking, 0 dangerous, 0 safe" in comment
    assert "#### Breaking (1)" in comment
    assert "- after: `current.yaml:15:19 " in comment
    assert "    ```http\n    200 OK\n    Content-Type: application/json\n\n    {\n" in comment


def test_nothing_in_a_document_is_markup_in_a_comment(compared: Any) -> None:
    header = "          headers: {'<b>@all</b>': {required: true, schema: {type: string}}}\n"
    previous = text().replace("          content:", header + "          content:")

    comment = compared("markdown", previous, text())

    prose = re.sub(r"(`+).*?\1", "", comment)
    assert "\\<b\\>\\@all" in comment
    assert not re.search(r"(?<!\\)[<@]", prose)
