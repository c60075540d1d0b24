"""The page of a version shows the mistakes of its document with their lines, unless the contract ignores them."""

import pytest

from catalog.models import Contract

ADDRESS = "/services/scoring/contracts/api/versions/1.2.0"
MISTAKEN = "openapi: 3.0.3\ninfo: {title: Scoring, version: '1'}\npaths:\n  /a/{id}: {get: {responses: {}}}\n"


@pytest.fixture
def page(browse, landscape):
    def show(validation: str) -> str:
        Contract.objects.filter(service__slug="scoring").update(validation=validation)
        landscape.submit("scoring", "1.2.0", MISTAKEN)
        return browse(ADDRESS).text

    return show


def test_each_mistake_leads_to_its_line(page):
    assert f'href="{ADDRESS}/document#line-4"' in page("warn")


def test_a_contract_that_ignores_them_shows_none(page):
    assert "Mistakes in the document" not in page("ignore")
