"""The map of a service: who breaks with it at the left, what it relies on at the right, and what is broken already."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from catalog.actions.consumption import Consumption
from catalog.actions.services import put_service
from governance.actions.deprecations import set_dates
from governance.portal import map_drawing
from governance.queries import dependency_map
from observability.models import Alert, AlertState

REPORTS = "GET /reports/{id}"


@pytest.fixture(autouse=True)
def no_layout_of_before():
    cache.clear()


@pytest.fixture
def look(browse):
    """The page of a map, with its `nodes` by what is read out, and its `lines` by their titles."""

    def look(address):
        page = browse(address)
        svg = page.text.partition('<svg class="map')[2]
        page.nodes = [unescape(label) for label in re.findall(r'aria-label="([^"]*: [^"]*)"', svg)]
        page.lines = [unescape(title) for title in re.findall(r"<title>([^<]* uses [^<]*)</title>", svg)]
        page.table = page.text.partition('id="map-table"')[2]
        return page

    return look


def test_two_hops_are_shown_unless_others_are_asked_for(chain, look):
    assert len(look("/services/app/map").nodes) == 3
    assert len(look("/services/app/map?hops=1").nodes) == 2
    assert len(look("/services/app/map?hops=3").nodes) == 4
    assert len(look("/services/app/map?hops=forty").nodes) == 3


def test_everybody_says_on_which_side_it_stands(chain, look):
    assert set(look("/services/scoring/map").nodes) == {
        "scoring: selected, owned by scoring, tier 3",
        "lending: uses it, owned by lending, tier 3",
        "app: uses it, owned by app, tier 3",
        "ledger: it relies on, owned by ledger, tier 3",
    }


def test_the_lines_say_which_contract_is_used(chain, look):
    assert look("/services/scoring/map?hops=1").lines == [
        "lending uses scoring, api 1.0.0",
        "scoring uses ledger, api 1.0.0",
    ]


def test_choosing_a_service_leads_to_its_own_map_looked_at_in_the_same_way(chain, look):
    page = look("/services/scoring/map?hops=1&environment=production")
    assert 'href="/services/lending/map?hops=1&amp;environment=production"' in page.text


def test_the_blast_radius_reaches_as_far_as_anybody_relies_on_it(chain, look, browse):
    put_service(chain.people["app"], "app", {"tier": 1})
    page = look("/services/ledger/map?hops=1").text.partition('id="blast-radius"')[2]
    assert "1 of tier 1, 2 of tier 3" in " ".join(page.split())
    assert page.index("/services/app/map") < page.index("/services/lending/map")


def test_an_environment_shows_what_runs_there(chain, look, using):
    chain.service("trial")
    chain.deploy(chain.release("trial", "1.0.0", consumes=(using("scoring", "1.0.0"),)), "staging")

    assert look("/services/scoring/map?environment=staging").lines == ["trial uses scoring, api 1.0.0"]
    assert "trial uses" not in " ".join(look("/services/scoring/map?environment=production").lines)


def test_without_an_environment_the_latest_releases_count(chain, look):
    chain.release("app", "2.0.0")
    assert look("/services/app/map").lines == []
    assert look("/services/app/map?environment=production").lines != []


def test_a_circle_is_visible(chain, look, using):
    chain.release("ledger", "2.0.0", consumes=(using("lending", "1.0.0"),))
    page = look("/services/scoring/map")

    assert "lending: both, in a circle, owned by lending, tier 3" in page.nodes
    assert "lending uses scoring, api 1.0.0; circle" in page.lines
    assert "app uses lending, api 1.0.0" in page.lines


def test_a_provider_that_nobody_registered_is_drawn_and_leads_nowhere(chain, look):
    chain.release("scoring", "2.0.0", consumes=(Consumption("bureau", "api"),))
    page = look("/services/scoring/map")

    assert "scoring uses bureau, api ; not registered" in page.lines
    assert "/services/bureau" not in page.text


def test_a_use_that_the_newest_version_breaks_is_visible(chain, look, contract):
    chain.finish_reviews()
    chain.submit("scoring", "1.1.0", contract("grade"))
    assert "lending uses scoring, api 1.0.0; breaks" in look("/services/scoring/map").lines


def test_a_version_that_ends_is_visible(chain, look):
    today = timezone.now().date()
    version = chain.version("scoring", "1.0.0")
    set_dates(
        chain.people["scoring"], version, {"deprecated_at": today, "sunset_at": today + timedelta(days=90)}
    )
    assert "lending uses scoring, api 1.0.0; deprecated" in look("/services/scoring/map").lines


def test_who_was_observed_without_having_declared_it_is_visible(chain, look):
    chain.observe(("app", REPORTS), service="scoring")
    assert "app uses scoring; not declared" in look("/services/scoring/map").lines
    assert "app uses scoring; not declared" in look("/services/app/map").lines


def test_open_alerts_stand_at_their_service(chain, look):
    Alert.objects.filter(service__slug="scoring").update(state=AlertState.OPEN)
    assert "scoring: selected, owned by scoring, tier 3, 1 open alert" in look("/services/scoring/map").nodes


def test_the_table_says_the_same(chain, look):
    rows = " ".join(re.sub("<[^>]*>", " ", look("/services/scoring/map").table).split())
    assert "lending L lending 3 uses it 1 lending → uses scoring: api 1.0.0" in rows
    assert "app A app 3 uses it 2 app → uses lending: api 1.0.0" in rows
    assert "ledger L ledger 3 it relies on 1 scoring → uses ledger: api 1.0.0" in rows


def test_whatever_somebody_is_called_is_only_text(chain, look):
    chain.observe(('"><img/src=x>', REPORTS), service="scoring")
    team = chain.people["lending"].memberships.get().team
    team.title = '"><script>alert(1)</script>'
    team.save()
    page = look("/services/scoring/map")
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert " style=" not in page.text.partition('<svg class="map')[2].partition("</table>")[0]


def test_of_too_many_the_nearest_and_most_critical_are_drawn_and_the_table_has_all(chain, look, monkeypatch):
    monkeypatch.setattr(dependency_map, "MOST_DRAWN", 3)
    page = look("/services/scoring/map")
    assert [label.partition(":")[0] for label in page.nodes] == ["scoring", "ledger", "lending"]
    assert "1 more is farther away" in page.text
    assert "/services/app" in page.table


@pytest.mark.parametrize("command", ["no-such-program", "false"])
def test_without_a_drawing_the_table_remains_and_the_log_says_why(chain, look, settings, caplog, command):
    settings.PORTOLAN_LAYOUT_COMMAND = command
    page = look("/services/scoring/map")

    assert page.status_code == 200
    assert "It cannot be drawn now" in page.text
    assert "/services/app" in page.table
    assert "map_not_laid_out" in caplog.text


def test_a_layout_that_takes_too_long_is_not_waited_for(chain, look, settings, monkeypatch):
    monkeypatch.setattr(map_drawing, "SECONDS", 0.1)
    settings.PORTOLAN_LAYOUT_COMMAND = "sh -c 'exec sleep 60'"
    assert "It cannot be drawn now" in look("/services/scoring/map").text


def test_a_layout_is_made_once_for_graphs_that_look_the_same(chain, look, monkeypatch):
    look("/services/scoring/map")
    monkeypatch.setattr(map_drawing, "lay_out", None)
    assert len(look("/services/scoring/map").nodes) == 4


def test_a_service_that_is_not_registered_has_no_map(chain, browse):
    assert browse("/services/nowhere/map").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(chain):
    for address in ("/map", "/services/scoring/map"):
        assert Client().get(address).headers["Location"].startswith("/sign-in")


def test_the_page_of_a_service_and_the_navigation_lead_to_it(chain, browse):
    page = browse("/services/scoring").text
    assert 'href="/services/scoring/map"' in page
    assert 'href="/map"' in page


def test_a_small_landscape_is_drawn_as_a_whole(chain, look):
    chain.release("scoring", "2.0.0", consumes=(Consumption("bureau", "api"),))
    page = look("/map")
    assert {label.partition(":")[0] for label in page.nodes} == {"app", "ledger", "lending", "scoring"}
    assert "scoring uses bureau, api ; not registered" in page.lines


def test_of_a_large_landscape_those_that_are_used_most_are_named(chain, look, monkeypatch):
    monkeypatch.setattr(dependency_map, "MOST_AT_ONCE", 3)
    page = look("/map")
    assert page.nodes == []
    assert "Used by most" in page.text
    assert 'href="/services/scoring/map"' in page.text


def test_a_service_is_found_by_a_part_of_its_name_and_shown_by_its_whole(chain, browse):
    assert 'href="/services/lending/map"' in browse("/map?q=lend").text
    assert browse("/map?q=lending").headers["Location"] == "/services/lending/map"
    assert "No service is called that" in browse("/map?q=zzzz").text
