"""One address may not try many names, nor many addresses one name; yet nobody is shut out by a stranger."""

import pytest
from django.test import Client

from tests.catalog.sign_in.conftest import ELSEWHERE

pytestmark = pytest.mark.usefixtures("sailor")
IN = 302


def addresses(number):
    return [f"203.0.113.{last}" for last in range(1, number + 1)]


@pytest.fixture(autouse=True)
def few(settings):
    settings.PORTOLAN_SIGN_IN_ATTEMPTS_PER_ADDRESS = settings.PORTOLAN_SIGN_IN_ATTEMPTS_PER_NAME = 10


def test_an_address_that_tries_many_names_is_refused_for_every_name(fail, sign_in):
    for number in range(10):
        fail(1, username=f"name-{number}")
    assert sign_in().status_code == 429
    assert sign_in(address=ELSEWHERE).status_code == IN


def test_who_has_a_password_of_his_own_does_not_get_further_attempts_at_others_by_it(fail, sign_in):
    for number in range(9):
        fail(1, username=f"name-{number}")
    sign_in()
    fail(1, username="name-9")
    assert sign_in().status_code == 429


def test_a_name_that_many_addresses_try_is_refused_to_browsers_that_are_not_known(fail, sign_in):
    for address in addresses(10):
        fail(1, address=address)
    assert sign_in(address=ELSEWHERE).status_code == 429


def test_a_browser_that_this_person_has_signed_in_with_is_not_shut_out_by_strangers(fail, sign_in):
    browser = Client()
    sign_in(browser=browser)
    browser.post("/sign-out")
    for address in addresses(10):
        fail(1, address=address)
    assert sign_in(browser=browser).status_code == IN


def test_a_browser_that_is_known_may_guess_no_more_than_others(fail, sign_in):
    browser = Client()
    sign_in(browser=browser)
    browser.post("/sign-out")
    fail(5, browser=browser)
    assert sign_in(browser=browser).status_code == 429


def test_a_browser_is_known_for_the_person_who_used_it_only(fail, sign_in, teammate):
    teammate.set_password("all hands")
    teammate.save()
    browser = Client()
    sign_in("all hands", username="teammate", browser=browser)
    browser.post("/sign-out")
    for address in addresses(10):
        fail(1, address=address)
    assert sign_in(browser=browser).status_code == 429


def test_a_browser_that_says_itself_that_it_is_known_is_not(fail, sign_in):
    browser = Client()
    browser.cookies["portolan_known"] = "stranger"
    for address in addresses(10):
        fail(1, address=address)
    assert sign_in(browser=browser).status_code == 429
