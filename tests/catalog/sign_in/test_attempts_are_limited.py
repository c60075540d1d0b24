"""Who guesses passwords is made to wait; who has only mistyped his is let in again."""

import pytest
from django.test import Client

from tests.catalog.sign_in.conftest import ELSEWHERE, HERE

pytestmark = pytest.mark.usefixtures("sailor")
IN = 302
WRONG = "Please enter a correct username and password."


def test_four_wrong_passwords_leave_the_right_one_a_chance(fail, sign_in):
    assert WRONG in fail(4).content.decode()
    assert sign_in().status_code == IN


def test_after_the_fifth_even_the_right_password_is_refused(fail, sign_in):
    fail(5)
    browser = Client()
    refused = sign_in(browser=browser)
    assert refused.status_code == 429
    assert browser.get("/teams").status_code == IN  # back to signing in


def test_the_fifth_wrong_password_itself_says_that_it_was_the_last(fail, later):
    last = fail(5)
    assert (last.status_code, last["Retry-After"]) == (429, "900")
    assert WRONG not in last.content.decode()


def test_the_page_says_how_long_to_wait_and_whom_to_ask(fail, sign_in, later):
    fail(5)
    later(minutes=3, seconds=1)
    refused = sign_in()
    assert "Try again in 12 minutes" in refused.content.decode()
    assert "ask an administrator" in refused.content.decode()
    assert refused["Retry-After"] == "719"


def test_the_last_minute_is_one_minute(fail, sign_in, later):
    fail(5)
    later(minutes=14, seconds=30)
    assert "Try again in 1 minute." in sign_in().content.decode()


def test_when_the_time_is_over_the_right_password_is_let_in(fail, sign_in, later):
    fail(5)
    later(minutes=14, seconds=59)
    assert sign_in().status_code == 429
    later(minutes=15, seconds=1)
    assert sign_in().status_code == IN


def test_what_was_refused_does_not_make_the_wait_longer(fail, sign_in, later):
    fail(5)
    later(minutes=14)
    assert fail(20).status_code == 429
    later(minutes=15, seconds=1)
    assert sign_in().status_code == IN


def test_attempts_may_not_be_spread_over_the_time(fail, sign_in, later):
    fail(4)
    later(minutes=14)
    fail(1)
    assert sign_in().status_code == 429
    later(minutes=15, seconds=1)
    assert sign_in().status_code == IN


def test_the_same_person_gets_in_from_another_address(fail, sign_in):
    fail(5)
    assert sign_in(address=ELSEWHERE).status_code == IN


def test_another_person_gets_in_from_the_same_address(fail, sign_in):
    fail(5, username="somebody")
    assert sign_in().status_code == IN


def test_signing_in_forgets_what_was_mistyped_before(fail, sign_in):
    fail(4)
    sign_in()
    fail(4)
    assert sign_in().status_code == IN


def test_a_name_that_nobody_has_is_answered_like_any_other(fail, later):
    known, unknown = (fail(5, username=name) for name in ("stranger", "nobody"))
    shown = [
        answer.content.decode().replace(name, "")
        for answer, name in ((known, "stranger"), (unknown, "nobody"))
    ]
    assert [answer.status_code for answer in (known, unknown)] == [429, 429]
    assert "Try again in 15 minutes" in shown[1]
    assert len(shown[0]) == len(shown[1])


def test_who_is_signed_in_stays_so(fail, sign_in):
    browser = Client()
    sign_in(browser=browser)
    fail(5)
    assert browser.get("/teams", REMOTE_ADDR=HERE).status_code == 200


def test_a_form_that_is_not_filled_in_is_no_attempt(sign_in):
    for _ in range(6):
        sign_in(password="")
    assert sign_in().status_code == IN


def test_an_installation_chooses_how_many_and_how_long(fail, sign_in, later, settings):
    settings.PORTOLAN_SIGN_IN_ATTEMPTS, settings.PORTOLAN_SIGN_IN_WAIT_MINUTES = 2, 60
    assert fail(2)["Retry-After"] == "3600"
    later(minutes=59)
    assert sign_in().status_code == 429
