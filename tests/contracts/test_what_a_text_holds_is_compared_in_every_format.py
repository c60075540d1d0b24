"""The media type and the encoding of what a text holds are compared wherever there are schemas."""

import json
from typing import Any

import pytest

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents

PNG, JPEG = ({"type": "string", "contentMediaType": f"image/{kind}"} for kind in ("png", "jpeg"))
BASE64, BASE16 = ({"type": "string", "contentEncoding": name} for name in ("base64", "base16"))
CHANGED = [(PNG, JPEG, "content"), (BASE64, BASE16, "encoding")]


def compared(previous: Any, current: Any) -> Comparison:
    comparison = compare_documents(json.dumps(previous), json.dumps(current))
    assert comparison.undecided == ()
    return comparison


def openapi(schema: Any) -> Any:
    content = {"application/json": {"schema": schema}}
    operation = {"requestBody": {"content": content}, "responses": {"204": {"description": "Done"}}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/": {"post": operation}}}


def asyncapi(schema: Any) -> Any:
    channels = {"orders": {"subscribe": {"message": {"payload": schema}}}}
    return {"asyncapi": "2.6.0", "info": {"title": "t", "version": "1"}, "channels": channels}


def jsonschema(schema: Any, draft: str = "https://json-schema.org/draft/2020-12/schema") -> Any:
    return {"$schema": draft, "type": "object", "properties": {"image": schema}}


@pytest.mark.parametrize("written", [openapi, asyncapi])
@pytest.mark.parametrize(("previous", "current", "what"), CHANGED)
def test_a_change_breaks_whoever_reads_it(written: Any, previous: Any, current: Any, what: str) -> None:
    (change,) = compared(written(previous), written(current)).changes

    assert (change.rule_id, change.severity) == ("wire-format-changed", "breaking")
    assert change.message.startswith(f"the {what} of `")


@pytest.mark.parametrize(
    "draft", ["https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"]
)
@pytest.mark.parametrize(("previous", "current", "what"), CHANGED)
def test_of_a_contract_that_is_a_schema_it_breaks_readers_of_both_versions(
    draft: str, previous: Any, current: Any, what: str
) -> None:
    comparison = compared(jsonschema(previous, draft), jsonschema(current, draft))

    assert {change.rule_id for change in comparison.changes} == {"wire-format-changed"}
    assert {change.message.partition(" `")[0] for change in comparison.changes} == {f"the {what} of"}
    assert [len(comparison.violations(mode)) for mode in ("backward", "forward", "full")] == [1, 1, 2]


def test_drafts_that_do_not_know_the_keywords_say_nothing() -> None:
    before, after = (jsonschema(one, "http://json-schema.org/draft-06/schema#") for one in (PNG, JPEG))

    assert compared(before, after).changes == ()


def test_the_encoding_is_called_by_its_name() -> None:
    (change,) = compared(openapi(BASE64), openapi(BASE16)).changes

    assert change.message == "the encoding of `POST / request body` is base16 instead of base64"
