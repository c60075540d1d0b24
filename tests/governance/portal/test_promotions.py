"""The gate's pages: what it decided and why, and what it would say now."""

from governance.actions.policies import put_policy
from governance.models import Promotion
from governance.queries.reasons import page_of


def test_a_refusal_says_why_who_acts_and_in_which_order(browse, landscape):
    promotion = Promotion.objects.get()
    page = browse(promotion.get_absolute_url()).text
    assert "No, it may not enter production." in page
    assert "consumer-breaks" in page
    assert 'href="/teams/lending-team"' in page
    assert "In this order" in page


def test_a_stored_reason_leads_on_where_the_portal_has_moved_to(browse, landscape, api_of, settings):
    promotion = Promotion.objects.get()
    [reason, *_] = promotion.reasons
    assert reason["link"].startswith("/services/scoring/contracts/")
    assert page_of(reason | {"link": f"https://former.example{reason['link']}"}) == reason["link"]
    assert f'href="{reason["link"]}"' in browse(promotion.get_absolute_url()).text

    settings.PORTOLAN_PUBLIC_URL = "https://moved.example"
    told = api_of(landscape.admin).get(f"/api/v1/promotions/{promotion.pk}").json()
    assert told["reasons"][0]["link"] == f"https://moved.example{reason['link']}"


def test_a_refusal_shows_the_facts_that_it_was_made_from(browse, landscape):
    facts = browse(Promotion.objects.get().get_absolute_url()).text.partition('id="facts"')[2]
    assert "lending" in facts
    assert "breaks" in facts


def test_the_policies_that_were_judged_are_among_the_facts(browse, landscape):
    policy = {"title": "A tier is set", "rule": "service.tier > 0", "message": "'No tier.'"}
    put_policy(landscape.admin, "tiered", policy | {"enforcement": {"production": "enforce"}})
    page = browse("/can-i-promote?service=scoring&release=1.1.0&environment=production").text
    facts = page.partition('id="facts"')[2]
    assert 'href="/policies/tiered"' in facts
    assert "A tier is set" in facts


def test_the_list_is_filtered_by_decision(browse, landscape):
    assert "scoring" in browse("/promotions?decision=deny").text.partition("<tbody>")[2]
    assert "No promotion" in browse("/promotions?decision=allow").text


def test_asking_leaves_nothing_behind(browse, landscape):
    page = browse("/can-i-promote?service=scoring&release=1.1.0&environment=production").text
    assert "No, it may not enter production." in page
    assert Promotion.objects.count() == 1


def test_where_nothing_breaks_the_answer_is_yes(browse, landscape):
    page = browse("/can-i-promote?service=scoring&release=1.1.0&environment=staging").text
    assert "Yes, it may enter staging." in page


def test_asking_about_what_nobody_registered_is_answered(browse, landscape):
    page = browse("/can-i-promote?service=mystery&release=1.0.0&environment=production").text
    assert "mystery is not registered." in page


def test_the_form_offers_the_releases_of_the_chosen_service(browse, landscape):
    assert '<option value="1.1.0">' in browse("/can-i-promote?service=scoring").text


def test_the_overview_shows_what_needs_attention(browse, landscape):
    page = browse("/").text
    assert "scoring/api 1.1.0 fails its review" in page
    assert Promotion.objects.get().get_absolute_url() in page
    assert "scoring/api 1.1.0 would break lending" in page
