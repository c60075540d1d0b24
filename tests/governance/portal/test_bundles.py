"""The pages of a version whose document is a bundle: each file can be read, and each line is one of its file."""

import pytest

from catalog.actions.uploads import Upload
from catalog.contracts.documents.archives import MEDIA_TYPE, pack
from catalog.queries import find
from governance.actions.submissions import submit_version

ADDRESS = "/services/scoring/contracts/api/versions/1.2.0"
ROOT = """\
openapi: 3.0.3
info: {title: Scoring, version: '1'}
paths:
  /scores: {$ref: 'paths/scores.yaml'}
"""
SCORES = "get:\n  responses: {}\n"


@pytest.fixture
def bundled(browse, landscape):
    files = {"openapi.yaml": ROOT.encode(), "paths/scores.yaml": SCORES.encode()}
    upload = Upload(pack(files.items()), MEDIA_TYPE)
    submit_version(landscape.people["scoring"], find.contract("scoring", "api"), "1.2.0", upload)
    return browse


def test_the_root_document_is_shown_with_links_to_the_others(bundled):
    page = bundled(f"{ADDRESS}/document").text

    assert 'href="?file=paths%2Fscores.yaml"' in page or 'href="?file=paths/scores.yaml"' in page
    assert 'id="line-4"' in page


def test_any_file_is_shown(bundled):
    assert 'id="line-2"' in bundled(f"{ADDRESS}/document?file=paths/scores.yaml").text


def test_a_file_that_is_not_there_is_a_page_that_says_so(bundled):
    page = bundled(f"{ADDRESS}/document?file=other.yaml")

    assert page.status_code == 404
    assert "has no file other.yaml" in page.text


def test_a_place_leads_into_its_file(bundled):
    assert f'href="{ADDRESS}/document?file=paths/scores.yaml#line-2"' in bundled(ADDRESS).text
