"""The API's description of itself is sound, and does not break those who use the last released one."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import OpenAPIV31SpecValidator

from catalog.contracts.compare import compare_documents
from deploy.rest.problems import PROBLEMS

RELEASED = Path(__file__).parents[2] / "deploy" / "rest" / "released" / "openapi.json"


@pytest.fixture(scope="module")
def description() -> dict:
    return SchemaGenerator().get_schema(request=None, public=True)


def test_it_is_openapi_3_1(description):
    assert description["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(description).validate()


def test_every_view_is_described_without_a_guess(capsys):
    GENERATOR_STATS.reset()

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")

    assert "Warning" not in capsys.readouterr().err


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_for(description):
    operations = [
        operation
        for item in description["paths"].values()
        for method, operation in item.items()
        if method in {"get", "put", "patch", "post", "delete"}
    ]
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)
    assert all(operation["summary"] for operation in operations)


def test_nothing_breaks_those_who_use_the_released_api(description):
    comparison = compare_documents(RELEASED.read_bytes(), json.dumps(description, default=str))

    assert [change.message for change in comparison.with_severity("breaking")] == []


@pytest.mark.parametrize("media_type", ["application/json", "application/yaml"])
def test_it_is_served_to_everybody(client, media_type):
    answer = client.get("/api/v1/schema", headers={"Accept": media_type})

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].split(";")[0] == media_type


def test_it_is_json_unless_something_else_is_asked_for(client):
    assert client.get("/api/v1/schema", headers={"Accept": "*/*"}).json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("kind", PROBLEMS)
def test_the_type_of_every_problem_leads_to_a_page(client, kind):
    assert client.get(f"/problems/{kind}").status_code == 200
