"""An address is the one that connected, unless the installation names the proxies that connect for others."""

from ipaddress import ip_network

import pytest

from tests.catalog.sign_in.conftest import ELSEWHERE, HERE

pytestmark = pytest.mark.usefixtures("sailor")
IN = 302
PROXY, OUTER_PROXY = "10.0.0.2", "10.0.9.9"


@pytest.fixture
def behind_proxies(settings):
    settings.PORTOLAN_TRUSTED_PROXIES = [ip_network("10.0.0.0/16")]


def test_without_proxies_what_a_client_says_of_its_address_is_not_believed(fail, sign_in):
    for number in range(5):
        fail(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert sign_in(HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == 429


def test_behind_a_proxy_every_client_has_its_own_address(fail, sign_in, behind_proxies):
    fail(5, address=PROXY, HTTP_X_FORWARDED_FOR=HERE)
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR=HERE).status_code == 429
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == IN


def test_behind_a_proxy_what_the_client_put_in_front_is_not_believed(fail, sign_in, behind_proxies):
    for number in range(5):
        fail(1, address=PROXY, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, {HERE}")
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR=f"203.0.113.99, {HERE}").status_code == 429


def test_behind_several_proxies_it_is_what_the_outermost_saw(fail, sign_in, behind_proxies):
    fail(5, address=PROXY, HTTP_X_FORWARDED_FOR=f"{HERE}, {OUTER_PROXY}")
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR=f"{HERE}:4711, {OUTER_PROXY}").status_code == 429
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR=f"{ELSEWHERE}, {OUTER_PROXY}").status_code == IN


def test_a_client_that_goes_around_the_proxy_is_not_believed(fail, sign_in, behind_proxies):
    for number in range(5):
        fail(1, address=HERE, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert sign_in(address=HERE, HTTP_X_FORWARDED_FOR="203.0.113.99").status_code == 429


def test_what_is_no_address_stands_for_the_proxy_that_told_it(fail, sign_in, behind_proxies):
    for number in range(5):
        fail(1, address=PROXY, HTTP_X_FORWARDED_FOR=f"unknown-{number}")
    assert sign_in(address=PROXY, HTTP_X_FORWARDED_FOR="'; --").status_code == 429


def test_the_addresses_of_one_ipv6_network_are_one(fail, sign_in):
    for number in range(1, 6):
        fail(1, address=f"2001:db8:0:1::{number}")
    assert sign_in(address="2001:db8:0:1:ffff::1").status_code == 429
    assert sign_in(address="2001:db8:0:2::1").status_code == IN


def test_an_ipv4_address_is_the_same_over_ipv6(fail, sign_in):
    fail(5, address=f"::ffff:{HERE}")
    assert sign_in(address=HERE).status_code == 429


def test_a_connection_without_an_address_counts_like_any_other(fail, sign_in):
    fail(5, address="")
    assert sign_in(address="").status_code == 429
