"""Who is not signed in sees nothing of the catalog, and comes back to where he wanted to."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from deploy.urls import portal

OPEN = {"sign-in", "sign-out", "problem"}
SAMPLES = {
    "act": "approve",
    "alert": 1,
    "deprecation": 1,
    "number": 1,
    "promotion": 1,
    "token": 1,
    "trial": 1,
}


def pages(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from pages(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name not in OPEN:
            yield pattern


def address(pattern):
    [(template, parameters)] = get_resolver().reverse_dict.getlist(pattern.name)[0][0]
    return "/" + template % {name: SAMPLES.get(name, "some") for name in parameters}


@pytest.mark.parametrize("pattern", list(pages(portal)), ids=lambda pattern: pattern.name)
def test_every_page_asks_who_is_there(client, db, pattern):
    response = client.get(address(pattern))
    assert response.status_code == 302
    assert response["Location"] == f"/sign-in?next={address(pattern)}"


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client, stranger):
    stranger.set_password("anchors aweigh")
    stranger.save()
    response = client.post(
        "/sign-in", {"username": "stranger", "password": "anchors aweigh", "next": "/teams"}, follow=True
    )
    assert response.redirect_chain == [("/teams", 302)]


def test_signing_in_leads_nowhere_else(client, stranger):
    stranger.set_password("anchors aweigh")
    stranger.save()
    elsewhere = {"username": "stranger", "password": "anchors aweigh", "next": "https://elsewhere.example/"}
    assert client.post("/sign-in", elsewhere)["Location"] == "/"


def test_a_wrong_password_is_said_without_saying_which_part_is_wrong(client, stranger):
    response = client.post("/sign-in", {"username": "stranger", "password": "wrong"})
    assert response.status_code == 200
    assert "Please enter a correct username and password." in response.content.decode()


def test_signing_out_takes_a_post(client, stranger):
    client.force_login(stranger)
    assert client.get("/sign-out").headers["Location"] == "/"
    assert client.get("/teams").status_code == 200
    client.post("/sign-out")
    assert client.get("/teams").status_code == 302
