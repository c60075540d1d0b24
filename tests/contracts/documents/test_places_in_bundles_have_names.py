"""A place in a file of a bundle is called what it is called there, and two places are never taken for one."""

import pytest

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents

ROOT = """\
openapi: 3.0.3
info: {title: Orders, version: '1'}
paths:
  /orders:
    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {type: object, properties: {first: {$ref: 'FIRST'}, second: {$ref: 'SECOND'}}}
"""


def changes(first: str, second: str, files: dict[str, str]) -> list[Change]:
    """What changes where every `TYPE` in the files goes from string to integer."""
    root = ROOT.replace("FIRST", first).replace("SECOND", second)
    previous, current = (
        {"api.yaml": root} | {path: text.replace("TYPE", kind) for path, text in files.items()}
        for kind in ("string", "integer")
    )
    return list(compare_documents(previous, current).changes)


@pytest.mark.parametrize(
    ("first", "second", "files", "names"),
    [
        (
            "all.yaml#/Order",
            "all.yaml#/Charge",
            {"all.yaml": "Order: {properties: {id: {type: TYPE}}}\nCharge: {properties: {id: {type: TYPE}}}"},
            {"Order.id", "Charge.id"},
        ),
        (
            "a.yaml#/components/schemas/Id",
            "b.yaml#/components/schemas/Id",
            dict.fromkeys(
                ["a.yaml", "b.yaml"], "components: {schemas: {Id: {properties: {id: {type: TYPE}}}}}"
            ),
            {"Id.id"},
        ),
        (
            "a.yaml",
            "b.yaml",
            dict.fromkeys(["a.yaml", "b.yaml"], "properties: {id: {type: TYPE}}"),
            {"a.yaml.id", "b.yaml.id"},
        ),
    ],
    ids=["definitions", "documents", "schemas"],
)
def test_each_change_is_told_under_its_own_name(first, second, files, names):
    found = changes(first, second, files)

    assert len({change.fingerprint for change in found}) == len(found) == 2
    assert {change.message.split("`")[1] for change in found} == names
