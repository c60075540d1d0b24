"""Two documents are compared without storing anything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Comparison, Document

COMPARISONS = "/api/v1/comparisons"


@pytest.fixture
def pair(document) -> dict[str, str]:
    return {"previous": document("1.0.0"), "current": document("1.1.0", amount="value")}


def test_what_breaks_is_answered_and_nothing_is_stored(api, pair):
    answer = api.post(COMPARISONS, pair).json()

    assert answer["counts"]["breaking"] == 1
    assert not Document.objects.exists()
    assert not Comparison.objects.exists()


def test_files_are_compared_as_texts_are(api, pair):
    files = {name: SimpleUploadedFile(f"{name}.yaml", text.encode()) for name, text in pair.items()}

    assert api.post(COMPARISONS, files, format="multipart").json() == api.post(COMPARISONS, pair).json()


@pytest.mark.parametrize("side", ["previous", "current"])
def test_a_side_that_cannot_be_read_is_named_with_the_place(api, pair, side):
    answer = api.post(COMPARISONS, pair | {side: "openapi: 3.0.3\npaths: []"})

    (error,) = answer.json()["errors"]
    assert answer.status_code == 422
    assert (error["pointer"], error["line"]) == (f"/{side}/paths", 2)


def test_both_sides_are_needed(api, pair):
    answer = api.post(COMPARISONS, {"previous": pair["previous"]})

    assert answer.json()["errors"][0]["pointer"] == "/current"


def test_an_upload_that_is_none_is_refused(api):
    assert api.generic("POST", COMPARISONS, "x", "multipart/form-data").status_code == 400


def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(api, pair):
    answer = api.post(COMPARISONS, pair | {"format": "thrift"})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["pointer"]) == (422, "/format")
    assert error["detail"] == "`thrift` is none of openapi, asyncapi, graphql, protobuf, avro, jsonschema."


def test_the_most_severe_changes_are_told_and_all_are_counted(api, pair):
    whole = api.post(COMPARISONS, pair).json()

    for asked in ("severity=breaking", "limit=1"):
        answer = api.post(f"{COMPARISONS}?{asked}", pair).json()
        assert answer == whole | {"changes": whole["changes"][:1]}


@pytest.mark.parametrize("asked", ["limit=0", "limit=100001", "since=1.0.0"])
def test_what_cannot_be_asked_for_is_refused(api, pair, asked):
    assert api.post(f"{COMPARISONS}?{asked}", pair).status_code == 422
