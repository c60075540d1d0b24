"""The command takes archives as it takes files, and names the lines of the files in them."""

import gzip
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility

from catalog.contracts.documents.archives import pack

ROOT = b"""\
openapi: 3.0.3
info: {title: Orders, version: '1'}
paths:
  /orders: {get: {responses: {'200': {$ref: 'parts/order.yaml'}}}}
"""
ORDER = "description: OK\ncontent:\n  application/json:\n    schema:\n      type: %s\n"


@pytest.fixture
def compare(tmp_path: Path, capsys: Any) -> Any:
    """What the command says about two archives in which the root document comes last."""

    def run(*arguments: str) -> tuple[str, str]:
        paths = []
        for kind in ("string", "integer"):
            path = tmp_path / f"{kind}.zip"
            path.write_bytes(pack([("parts/order.yaml", (ORDER % kind).encode()), ("api.yaml", ROOT)]))
            paths.append(str(path))
        with suppress(SystemExit):
            ManagementUtility(["manage.py", "compare_contracts", *paths, *arguments]).execute()
        told = capsys.readouterr()
        return told.out, told.err

    return run


def test_an_annotation_names_the_file_inside(compare: Any) -> None:
    told, _ = compare("--root", "api.yaml", "--output", "github")

    assert told.startswith("::error file=parts/order.yaml,title=response-type-changed,line=4,col=5::")


def test_a_root_that_is_not_there_is_said(compare: Any) -> None:
    _, error = compare("--root", "openapi.yaml")

    assert "The bundle holds no openapi.yaml; it holds parts/order.yaml, api.yaml" in error


def test_an_archive_that_is_no_zip_is_named(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "api.tar.gz"
    path.write_bytes(gzip.compress(ROOT))
    with pytest.raises(SystemExit) as ended:
        ManagementUtility(["manage.py", "compare_contracts", str(path), str(path)]).execute()

    assert ended.value.code == 2
    assert "This is a gzip file, which is not unpacked; of archives, ZIP is read" in capsys.readouterr().err
