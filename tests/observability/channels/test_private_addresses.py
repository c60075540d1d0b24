"""Nothing is sent to an address inside: refused in the request where it is written out, else at each delivery."""

import socket

import pytest

from catalog.errors import InvalidInputError
from observability.actions.channels import put_channel
from observability.models import Channel, Delivery

INSIDE = [
    "http://127.0.0.1/",
    "http://127.0.0.1:8000/hook",
    "http://10.1.2.3/",
    "http://192.168.0.1/",
    "http://172.16.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a00:1]/",
    "http://[64:ff9b::a00:1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://api.localhost/",
]
NO_URLS = [
    "",
    "hooks.example",
    "ftp://hooks.example/",
    "file:///etc/passwd",
    "http://",
    "http://user:password@hooks.example/",
    "http://hooks.example/#part",
    "http://hooks.example:99999/",
    "http://hooks..example/",
    f"http://{'a' * 64}.example/",
    "http://[::1/",
    "http://hooks .example/",
    "http://[fe80::1%25eth0]/",
]
OUTSIDE = ["https://hooks.example/alerts?key=1", "http://8.8.8.8/", "http://[2606:4700::1111]:8080/hook"]


@pytest.fixture
def put(owner, team):
    return lambda url: put_channel(owner, "hook", {"url": url, "team": team})


@pytest.mark.parametrize("url", [*INSIDE, *NO_URLS])
def test_it_is_refused_with_the_place_where_it_is_written(put, url):
    with pytest.raises(InvalidInputError) as refused:
        put(url)
    assert [field.pointer for field in refused.value.fields] == ["/url"]
    assert not Channel.objects.exists()


@pytest.mark.parametrize("url", OUTSIDE)
def test_what_is_outside_is_taken(put, url):
    assert put(url)[0].url == url


@pytest.mark.parametrize("url", INSIDE)
def test_an_installation_may_allow_it(put, url, settings):
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = True
    assert put(url)[0].url == url


@pytest.fixture
def lead_inside(channel, webhook_receiver, monkeypatch, settings):
    """The channel goes by a name, which leads to the address that is given."""
    settings.PORTOLAN_ALLOW_PRIVATE_WEBHOOKS = False
    port = int(webhook_receiver.url.split(":")[2].split("/")[0])
    channel.url = f"http://hooks.example:{port}/hook"
    channel.save()

    def resolve_to(address):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        found = [(family, socket.SOCK_STREAM, 6, "", (address, port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    return resolve_to


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_refused_at_the_delivery(
    lead_inside, tell, attempt, webhook_receiver, address
):
    alert = tell()
    lead_inside(address)
    stands = attempt(Delivery.objects.get(alert=alert))
    assert stands.state == "pending"
    assert "private address" in stands.last_error
    assert webhook_receiver.received == []


def test_a_proxy_that_the_environment_names_is_not_asked(delivery, attempt, webhook_receiver, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert attempt(delivery).state == "delivered"
    assert len(webhook_receiver.received) == 1
