"""The list of services finds, narrows, orders, and has an address for every selection."""

import re

import pytest


def found(page):
    """The slugs in the table, in order."""
    return re.findall(r'<th scope="row">.*?href="/services/([a-z0-9-]+)"', page.text, re.DOTALL)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["lending", "scoring"]),
        ("?sort=-slug", ["scoring", "lending"]),
        ("?q=affordable", ["scoring"]),
        ("?q=scor", ["scoring"]),
        ("?tier=1", ["scoring"]),
        ("?tier=1&tier=3", ["lending", "scoring"]),
        ("?owner=lending-team", ["lending"]),
        ("?kind=workflow", ["scoring"]),
        ("?kind=workflow&owner=lending-team", []),
        ("?label=region:london", ["scoring"]),
    ],
)
def test_a_selection_has_an_address(browse, change_service, query, slugs):
    change_service(
        "scoring", purpose="Says what is affordable.", tier=1, kind="workflow", labels={"region": "london"}
    )
    assert found(browse(f"/services{query}")) == slugs


def test_what_makes_no_sense_in_the_address_is_as_if_it_were_not_there(browse, landscape):
    page = browse("/services?tier=one&sort=owner__group&page=minus")
    assert page.status_code == 200
    assert found(page) == ["lending", "scoring"]


def test_each_facet_counts_what_it_would_show(browse, change_service):
    change_service("scoring", tier=1)
    page = browse("/services?tier=1")
    counts = {
        title: int(count) for title, count in re.findall(r"<span>(Tier \d)</span>\s*<span>(\d+)", page.text)
    }
    assert counts == {"Tier 1": 1, "Tier 3": 1}


def test_what_is_chosen_can_be_undone_even_where_it_shows_nothing(browse, landscape):
    page = browse("/services?lifecycle=retired&q=scoring")
    assert "No service fits" in page.text
    assert re.search(r'value="retired"\s+checked', page.text)
    assert 'href="?q=scoring"' in page.text


def test_only_the_part_that_changes_is_sent_for_htmx(browse, landscape):
    part = browse("/services?q=scoring", **{"hx-request": "true"})
    assert found(part) == ["scoring"]
    assert "<html" not in part.text
    assert "HX-Request" in part["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(browse, landscape):
    headers = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert "<html" in browse("/services", **headers).text


def test_an_empty_catalog_says_what_to_do_next(browse):
    assert "CI registers services" in browse("/services").text


def test_a_row_warns_when_the_newest_version_fails_its_review(browse, landscape):
    row = browse("/services?q=scoring").text
    assert "1.1.0" in row
    assert "fails" in row
