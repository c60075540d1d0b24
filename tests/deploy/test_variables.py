"""What an environment variable means is read once, at the start; one that means nothing is said to."""

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured

from deploy.variables import networks, positive


def test_addresses_and_networks_of_proxies(monkeypatch):
    monkeypatch.setenv("PROXIES", "10.0.0.0/8, 192.0.2.1,2001:db8::/32,")
    assert networks("PROXIES") == [
        ip_network("10.0.0.0/8"),
        ip_network("192.0.2.1/32"),
        ip_network("2001:db8::/32"),
    ]


def test_no_proxies_where_none_are_named():
    assert networks("NOBODY_SET_THIS") == []


@pytest.mark.parametrize("said", ["proxy.example", "10.0.0.1/8", "*"])
def test_what_is_no_network_is_refused(monkeypatch, said):
    monkeypatch.setenv("PROXIES", said)
    with pytest.raises(ImproperlyConfigured, match="PROXIES"):
        networks("PROXIES")


def test_a_number_that_is_not_set_is_the_default(monkeypatch):
    monkeypatch.setenv("ATTEMPTS", "")
    assert positive("ATTEMPTS", default=5) == 5


@pytest.mark.parametrize("said", ["0", "-1", "five", "1.5"])
def test_what_is_no_number_of_attempts_is_refused(monkeypatch, said):
    monkeypatch.setenv("ATTEMPTS", said)
    with pytest.raises(ImproperlyConfigured, match="ATTEMPTS"):
        positive("ATTEMPTS", default=5)
