"""The facts document is described by a JSON Schema, in the words that the catalog uses."""

from typing import get_args

import jsonschema_rs
import pytest

from catalog import models
from governance.models import DeprecationKind
from governance.policy import document, words
from governance.policy.schema import json_schema
from tests.governance.policy.documents import a_document


def test_a_document_keeps_to_its_schema() -> None:
    assert list(jsonschema_rs.validator_for(json_schema()).iter_errors(a_document())) == []


def test_a_member_that_nobody_described_is_refused() -> None:
    errors = jsonschema_rs.validator_for(json_schema()).iter_errors(a_document(service={"teir": 1}))
    assert ["teir" in error.message for error in errors] == [True]


def test_every_part_that_expressions_see_is_a_member() -> None:
    assert set(document.PARTS) == set(json_schema()["properties"]) - {"version", "sources"}


@pytest.mark.parametrize(
    ("documented", "recorded"),
    [
        (words.Kind, models.ServiceKind),
        (words.Lifecycle, models.Lifecycle),
        (words.Exposure, models.Exposure),
        (words.Classification, models.DataClassification),
        (words.Versioning, models.VersioningStrategy),
        (words.TeamKind, models.TeamKind),
        (words.MemberRole, models.MemberRole),
        (words.Format, models.ContractFormat),
        (words.Stability, models.Stability),
        (words.Compatibility, models.Compatibility),
        (words.Strictness, models.Strictness),
        (words.Validation, models.Validation),
        (words.VersionScheme, models.VersionScheme),
        (words.VersionState, models.VersionState),
        (words.EndKind, DeprecationKind),
    ],
)
def test_its_words_are_the_catalog_s(documented, recorded) -> None:
    assert list(get_args(documented)) == recorded.values
