"""On a phone the rows of lists are cards: nothing runs out of the window, and every value is named."""

import pytest

PHONE = {"width": 390, "height": 844}
# Of every table: whether it runs out of its panel, and how many values are not named as their columns are.
SHOWN = """tables => tables.map(table => {
  const titles = [...table.tHead.rows[0].cells].map(cell => cell.textContent.trim());
  const rows = [...table.tBodies].flatMap(body => [...body.rows]);
  const cells = rows.flatMap(row => {
    let column = 0;
    return [...row.cells].map(cell => ({cell, title: titles[(column += cell.colSpan) - cell.colSpan]}));
  });
  const isNamed = ({cell, title}) => getComputedStyle(cell, "::before").content === JSON.stringify(title);
  const isOutside = ({left, right}) => left < 0 || right > innerWidth;
  return {
    rows: rows.length,
    outside: cells.filter(({cell}) => isOutside(cell.getBoundingClientRect())).length,
    scrolls: table.parentElement.scrollWidth > table.parentElement.clientWidth,
    unnamed: cells.filter(one => one.cell.matches("td") && one.cell.checkVisibility() && !isNamed(one)).length,
  };
})"""


@pytest.fixture
def governed(scenery):
    """The same with a policy that the provider does not keep, a waiver of it, a scorecard and a campaign."""
    name = scenery.name
    rule = {"title": "An owner can be reached at night", "rule": "owner.contacts.on_call != ''"}
    described = {"message": "'Nobody answers at night'", "severity": "medium", "categories": ["operations"]}
    scenery.call(
        "PUT", f"/policies/{name}", rule | described | {"enforcement": {scenery.environment: "warn"}}
    )
    waived = {
        "policy": name,
        "service": scenery.provider,
        "reason": "We hire.",
        "expires_at": "2027-01-31T00:00:00Z",
    }
    scenery.call("POST", "/waivers", waived)
    levels = [{"name": "bronze", "policies": [name]}]
    scenery.call("PUT", f"/scorecards/{name}", {"title": "Ready", "levels": levels})
    campaign = {"title": "Reachable", "policies": [name], "scope": {"teams": [f"{scenery.provider}-team"]}}
    scenery.call("PUT", f"/campaigns/{name}", campaign | {"due_on": "2999-01-01"})
    return scenery


LISTS = {
    "/services": 2,
    "/services/{s.provider}": 2,
    "/services/{s.consumer}": 1,
    "/services/{s.provider}/contracts/api/versions/2.4.0": 1,
    "/teams": 2,
    "/teams/{s.provider}-team": 1,
    "/alerts": 1,
    "/deprecations": 1,
    "/deprecations/{s.deprecation}": 1,
    "/promotions": 1,
    "/promotions/{s.promotion}": 1,
    "/policies": 1,
    "/policies/{s.name}": 1,
    "/waivers": 1,
    "/campaigns": 1,
    "/campaigns/{s.name}": 1,
    "/scorecards/{s.name}": 1,
    "/rules": 100,
    "/facts-document": 10,
}
"""Pages with lists, and how many rows each has at least."""


@pytest.mark.browser
def test_rows_are_cards_that_fit_and_whose_values_are_named(signed_in, governed):
    signed_in.set_viewport_size(PHONE)
    wrong = {}
    for address, rows in LISTS.items():
        signed_in.goto(governed.live.url + address.format(s=governed))
        tables = signed_in.eval_on_selector_all("table", SHOWN)
        sideways = signed_in.evaluate("document.documentElement.scrollWidth > innerWidth")
        bad = [table for table in tables if table["outside"] or table["scrolls"] or table["unnamed"]]
        if sideways or bad or sum(table["rows"] for table in tables) < rows:
            wrong[address] = sideways, tables
    assert wrong == {}
