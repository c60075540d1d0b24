"""The page of a version shows as much as somebody reads, and says how much there is and where."""

import json

import pytest


def document(operations, leaf):
    """Many operations, and one whose values of a list are of another kind in each document."""
    done = {"responses": {"204": {"description": "Done"}}}
    values = {"type": "string", "enum": [f"{leaf}-{number}" for number in range(700)]}
    found = {"name": "kind", "in": "query", "schema": values}
    paths = {f"/reports/{number}": {"get": done} for number in range(operations)}
    paths["/kinds"] = {"get": {"parameters": [found], **done}}
    return json.dumps({"openapi": "3.0.3", "info": {"title": "Reports", "version": "1"}, "paths": paths})


@pytest.fixture
def page(browse, world):
    world.service("reporting")
    for version, leaf in (("1.0.0", "old"), ("1.1.0", "new")):
        world.submit("reporting", version, document(600, leaf))
    return browse("/services/reporting/contracts/api/versions/1.1.0").text


def test_of_very_many_changes_the_first_are_shown(page):
    assert page.count('<article class="change">') == 500 + 500
    assert "The first 500 of 700 are shown" in page
    assert '"/api/v1/services/reporting/contracts/api/versions/1.1.0/changes?since=1.0.0"' in page


def test_of_very_many_operations_those_that_concern_somebody_come_first(page):
    table = page.partition('<h2 id="operations">')[2]
    rows = table.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]

    assert len(rows) == 500
    assert "/kinds" in rows[0]
    assert "The first 500 of 601 are shown" in table
