"""Contracts in folders, and the compatibility modes of schema registries."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility

ROOT = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    $ref: paths/a.yaml\n"
PATH = "get:\n  responses:\n    '200':\n      description: OK\n"
WITH_BODY = PATH + "      content: {application/json: {schema: {$ref: ../order.yaml}}}\n"


def run(*arguments: str) -> int:
    try:
        ManagementUtility(["manage.py", "compare_contracts", *arguments]).execute()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, str]:
    for name, type_ in (("before", "string"), ("after", "integer")):
        (tmp_path / name / "paths").mkdir(parents=True)
        (tmp_path / name / "paths" / "a.yaml").write_text(WITH_BODY)
        (tmp_path / name / "order.yaml").write_text(f"type: {type_}\n")
        (tmp_path / name / "the-api.yaml").write_text(ROOT)
        (tmp_path / name / "README.md").write_text("Not a part of it.")
    return str(tmp_path / "before"), str(tmp_path / "after")


def test_a_folder_is_a_bundle_whose_root_says_what_it_is(folders: Any, capsys: Any) -> None:
    assert run(*folders, "--fail-on", "breaking") == 1
    assert "order.yaml:1:1" in capsys.readouterr().out


def test_its_root_can_be_named(folders: Any, capsys: Any) -> None:
    assert run(*folders, "--root", "the-api.yaml") == 0
    assert run(*folders, "--root", "other.yaml") == 2
    assert "holds no other.yaml" in capsys.readouterr().err


def test_an_empty_folder_is_bad_input(tmp_path: Path, capsys: Any) -> None:
    assert run(str(tmp_path), str(tmp_path)) == 2
    assert "holds no file of a contract" in capsys.readouterr().err


def with_paths(tmp_path: Path, name: str, *paths: str) -> str:
    listed = "".join(f"  /{path}: {{get: {{responses: {{'204': {{description: OK}}}}}}}}\n" for path in paths)
    file = tmp_path / f"{name}.yaml"
    file.write_text(f"openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{listed}")
    return str(file)


def test_a_mode_decides_the_exit_code(tmp_path: Path, capsys: Any) -> None:
    less, more = with_paths(tmp_path, "less", "a"), with_paths(tmp_path, "more", "a", "b")
    assert run(less, more, "--mode", "backward") == 0
    assert "1 safe; backward compatible" in capsys.readouterr().out
    assert run(less, more, "--mode", "full") == 1
    told = capsys.readouterr().out
    assert "not full compatible" in told
    assert "From the current version to the previous one: " in told


def test_bad_choices_are_refused(folders: Any, capsys: Any) -> None:
    assert run(*folders, "--mode", "sideways") == 2
    assert run(*folders, "--format", "soap") == 2
    assert "invalid choice" in capsys.readouterr().err


def test_contracts_of_two_formats_are_bad_input(folders: Any, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "orders.graphql").write_text("type Query { order: Int }")

    assert run(folders[0], str(tmp_path / "orders.graphql")) == 2
    assert "The previous document is openapi, the current one graphql" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["text", "markdown", "junit", "github"])
def test_a_change_says_which_mode_it_violates(tmp_path: Path, output: str, capsys: Any) -> None:
    for name, number in (("before", 1), ("after", 2)):
        fields = [{"name": f"n{n}", "type": "int"} for n in range(number)]
        (tmp_path / name).write_text(json.dumps({"type": "record", "name": "R", "fields": fields}))
    sides = (str(tmp_path / "before"), str(tmp_path / "after"))

    assert run(*sides, "--mode", "full", "--output", output) == 1
    assert "violates: backward" in capsys.readouterr().out
    assert run(*sides, "--mode", "forward", "--output", output) == 0
    assert "violates" not in capsys.readouterr().out


def test_a_link_that_leads_out_of_its_folder_is_bad_input(folders: Any, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "secret.yaml").write_text("type: object\nproperties: {password-of-the-build: {}}\n")
    for folder in folders:
        Path(folder, "order.yaml").unlink()
        Path(folder, "order.yaml").symlink_to(tmp_path / "secret.yaml")

    assert run(*folders) == 2
    assert "order.yaml is a link that leads out of the folder" in capsys.readouterr().err


def test_a_link_within_its_folder_is_followed(folders: Any, capsys: Any) -> None:
    for folder in folders:
        Path(folder, "order.yaml").rename(Path(folder, "one.yaml"))
        Path(folder, "order.yaml").symlink_to("one.yaml")

    assert run(*folders, "--fail-on", "breaking") == 1


def test_of_a_file_no_more_is_read_than_a_document_may_hold(tmp_path: Path, capsys: Any) -> None:
    endless = tmp_path / "endless.yaml"
    with endless.open("wb") as file:
        file.truncate(2**40)

    assert run(str(endless), str(endless)) == 2
    assert "endless.yaml: The file is larger than 104,857,600 bytes" in capsys.readouterr().err
