"""An operator lets somebody try again at once, and sees in the log that somebody was refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from structlog.testing import capture_logs

from tests.catalog.sign_in.conftest import ELSEWHERE, HERE

pytestmark = pytest.mark.usefixtures("sailor")
IN = 302


def lift(*arguments):
    out = StringIO()
    call_command("lift_sign_in_limit", *arguments, stdout=out)
    return out.getvalue().strip()


def test_for_a_name(fail, sign_in):
    fail(5)
    fail(5, username="somebody")
    assert lift("--username", "stranger") == "5 failed attempts are forgotten."
    assert sign_in().status_code == IN
    assert sign_in(username="somebody").status_code == 429


def test_for_an_address(fail, sign_in):
    fail(5)
    fail(5, address=ELSEWHERE)
    assert lift("--address", HERE) == "5 failed attempts are forgotten."
    assert sign_in().status_code == IN
    assert sign_in(address=ELSEWHERE).status_code == 429


def test_for_an_address_as_its_network_counts(fail, sign_in):
    fail(5, address="2001:db8::1")
    lift("--address", "2001:db8::2")
    assert sign_in(address="2001:db8::1").status_code == IN


def test_for_everybody(fail, sign_in):
    fail(5)
    fail(5, address=ELSEWHERE)
    assert lift("--all") == "10 failed attempts are forgotten."
    assert sign_in().status_code == IN


def test_no_name_is_not_everybody(fail, sign_in):
    fail(5)
    assert lift("--username", "") == "0 failed attempts are forgotten."
    assert sign_in().status_code == 429


@pytest.mark.parametrize("arguments", [[], ["--address", "here"], ["--address", ""]])
def test_what_is_meant_has_to_be_said(arguments):
    with pytest.raises(CommandError):
        lift(*arguments)


def test_the_log_says_who_was_refused_from_where(fail):
    with capture_logs() as lines:
        fail(6, HTTP_X_FORWARDED_FOR="203.0.113.1")
    [line] = [line for line in lines if line["event"] == "sign_in_limit_reached"]
    assert line == {
        "event": "sign_in_limit_reached",
        "log_level": "warning",
        "limit": "name and address",
        "username": "stranger",
        "address": HERE,
        "forwarded_for_ignored": True,
    }


def test_the_log_does_not_keep_what_may_be_a_password_in_the_wrong_field(fail):
    with capture_logs() as lines:
        fail(5, username="anchors aweigh")
    [line] = [line for line in lines if line["event"] == "sign_in_limit_reached"]
    assert line["username"] is None


def test_attempts_are_forgotten_when_they_count_no_more(fail, later):
    fail(5)
    later(minutes=16)
    fail(1, username="somebody", address=ELSEWHERE)
    assert lift("--all") == "1 failed attempt is forgotten."
