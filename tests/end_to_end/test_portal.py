"""The portal in a browser: as people see it, by keyboard, in light and dark, on a desk and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def addresses(scenery):
    version = f"/services/{scenery.provider}/contracts/api/versions/2.4.0"
    gate = f"service={scenery.provider}&release=2.4.0&environment={scenery.environment}"
    return [
        "/",
        "/services",
        "/services?q=nothing-like-it",
        f"/services/{scenery.provider}",
        f"/services/{scenery.provider}/map",
        "/map",
        version,
        f"{version}/document",
        "/teams",
        f"/teams/{scenery.provider}-team",
        "/alerts",
        f"/alerts/{scenery.alert}",
        "/deprecations",
        f"/deprecations/{scenery.deprecation}",
        "/deprecations/new",
        "/promotions",
        f"/promotions/{scenery.promotion}",
        f"/can-i-promote?{gate}",
        "/account",
        "/account/new-token",
        "/account/password",
        "/register-service",
        *(f"/services/{scenery.provider}/{form}" for form in ("edit", "new-contract", "new-release")),
        f"/services/{scenery.provider}/new-deployment",
        f"/services/{scenery.provider}/contracts/api/new-version",
        "/rules",
        "/rules/response-required-property-removed",
        "/problems/conflict",
        "/services/not-there",
    ]


@pytest.fixture
def administrator(signed_in, scenery):
    """Whoever may do everything is shown the most."""
    scenery.call("PATCH", f"/people/{scenery.name}-visitor", {"roles": ["administrator"]})
    return signed_in


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(administrator, scenery, size, scheme):
    administrator.emulate_media(color_scheme=scheme)
    administrator.set_viewport_size(SIZES[size])
    found = {}
    for address in addresses(scenery):
        administrator.goto(f"{scenery.live.url}{address}")
        violations = [violation["id"] for violation in Axe().run(administrator).response["violations"]]
        sideways = administrator.evaluate("document.documentElement.scrollWidth > innerWidth")
        if violations or sideways:
            found[address] = violations, sideways
    assert found == {}


@pytest.mark.browser
def test_the_browser_blocks_nothing(administrator, scenery):
    blocked = []
    administrator.on(
        "console", lambda message: blocked.append(message.text) if message.type == "error" else None
    )
    for address in addresses(scenery)[:-1]:
        administrator.goto(f"{scenery.live.url}{address}", wait_until="networkidle")
    assert blocked == []


@pytest.mark.browser
def test_filters_work_without_a_reload_and_have_an_address(signed_in, scenery):
    signed_in.goto(f"{scenery.live.url}/services")
    signed_in.evaluate("window.still = true")
    signed_in.get_by_label("Filter by name, purpose or owner").press_sequentially(scenery.name)
    expect(signed_in.get_by_role("status")).to_have_text("2 services")
    signed_in.get_by_role("checkbox", name=re.compile(scenery.consumer, re.IGNORECASE)).check()
    expect(signed_in.get_by_role("status")).to_have_text("1 service")
    assert signed_in.evaluate("window.still")
    expect(signed_in).to_have_url(re.compile(f"owner={scenery.consumer}-team"))
    signed_in.reload()
    expect(signed_in.get_by_role("row", name=re.compile(scenery.consumer))).to_be_visible()
    signed_in.get_by_role("link", name="Remove filter").click()
    expect(signed_in.get_by_role("status")).to_have_text("2 services")


@pytest.mark.browser
def test_everything_is_reached_by_keyboard(signed_in, scenery):
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_role("link", name="Skip to the content")).to_be_focused()
    signed_in.keyboard.press("/")
    expect(signed_in.get_by_label("Search services")).to_be_focused()
    signed_in.keyboard.type(f"{scenery.name}/")
    signed_in.keyboard.press("Backspace")
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("status")).to_have_text("2 services")


@pytest.mark.browser
def test_on_a_phone_navigation_comes_in_from_the_side_and_goes_with_escape(signed_in, scenery):
    signed_in.set_viewport_size(SIZES["phone"])
    navigation = signed_in.get_by_role("navigation", name="Portal")
    expect(navigation).to_be_hidden()
    signed_in.get_by_role("button", name="Navigation").click()
    expect(navigation).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(navigation).to_be_hidden()


@pytest.mark.browser
def test_a_chosen_theme_stays(signed_in, scenery):
    signed_in.emulate_media(color_scheme="light")
    signed_in.get_by_role("button", name="Switch between light and dark").click()
    signed_in.goto(f"{scenery.live.url}/services")
    assert signed_in.evaluate("document.documentElement.dataset.bsTheme") == "dark"


@pytest.mark.browser
def test_a_change_leads_to_its_line_in_the_document(signed_in, scenery):
    signed_in.goto(f"{scenery.live.url}/services/{scenery.provider}/contracts/api/versions/2.4.0")
    signed_in.get_by_role("link", name=re.compile(r"2\.3\.0 at \d+:\d+")).first.click()
    line = re.search(r"#line-\d+$", signed_in.url)[0]
    expect(signed_in.locator(line)).to_be_in_viewport()


@pytest.mark.browser
def test_a_page_shows_the_verdict_as_soon_as_the_review_has_ended(signed_in, scenery, contract):
    scenery.live.kill("worker")
    number = scenery.submit("2.5.0", contract("grade"))
    signed_in.goto(f"{scenery.live.url}/services/{scenery.provider}/contracts/api/versions/2.5.0")
    expect(signed_in.get_by_text("The review is under way.")).to_be_visible()
    scenery.live.start("worker")
    scenery.review(number)
    expect(signed_in.get_by_text("It fails its review.")).to_be_visible()


@pytest.mark.browser
def test_signing_out_ends_the_session(signed_in, scenery):
    signed_in.get_by_role("button", name="Account of Vera Visitor").click()
    signed_in.get_by_role("button", name="Sign out").click()
    expect(signed_in.get_by_role("heading", level=1)).to_have_text("Sign in")
