"""What goes wrong on a page is said in sentences that help; what goes wrong in the API, as a problem."""

import re

import pytest
from django.test import Client

from deploy.rest.problems import PROBLEMS
from deploy.urls import portal
from governance.portal import overview


def test_an_address_that_nothing_lives_at_leads_on(client, db):
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert 'href="/services"' in response.content.decode()


def test_a_form_without_its_token_says_how_to_go_on(db):
    response = Client(enforce_csrf_checks=True).post("/sign-in", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "The form has expired." in response.content.decode()


def test_an_error_that_nobody_expected_is_a_page_without_its_details(stranger, monkeypatch):
    def fail():
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(overview, "overview", fail)
    client = Client(raise_request_exception=False)
    client.force_login(stranger)
    response = client.get("/")
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()
    assert "secret detail" not in response.content.decode()


@pytest.mark.parametrize("kind", PROBLEMS)
def test_the_type_of_every_problem_leads_to_a_page(client, db, kind):
    response = client.get(f"/problems/{kind}")
    assert response.status_code == 200
    assert f"status {PROBLEMS[kind][0].value}" in response.content.decode()


def test_a_problem_that_the_api_does_not_know_has_no_page(client, db):
    assert client.get("/problems/unheard-of").status_code == 404


def addresses(patterns, above=""):
    """Every page's address, with something in the place of what it names."""
    for pattern in patterns:
        here = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, here)
        else:
            plain = re.sub(r"<int:\w+>|\(\?P<number>[^)]*\)", "1", here).replace("^", "").replace("$", "")
            yield "/" + re.sub(r"\(\?P<act>(\w+)[^)]*\)", r"\1", re.sub(r"<\w+:\w+>", "x", plain))


def test_no_page_answers_that_it_cannot_be_read(client, stranger):
    client.force_login(stranger)
    found = sorted(addresses(portal))
    assert {"/waivers/1/approve", "/deprecations/calendar", "/services/x"} <= set(found)
    assert [address for address in found if client.get(address).status_code == 405] == []


@pytest.mark.parametrize(
    ("address", "above"),
    [
        ("/deprecations/calendar", "/deprecations"),
        ("/deprecations/1/retire", "/deprecations/1"),
        ("/waivers/1/approve", "/waivers/1"),
        ("/alerts/1/acknowledge", "/alerts/1"),
        ("/promotions/1/override", "/promotions/1"),
        ("/sign-out", "/"),
    ],
)
def test_what_only_takes_a_form_leads_to_the_page_with_the_form(client, stranger, address, above):
    client.force_login(stranger)
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, above)


def test_what_can_neither_be_read_nor_sent_is_a_page_that_says_so(client, stranger):
    client.force_login(stranger)
    response = client.delete("/deprecations/calendar")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "This cannot be done here" in response.content.decode()


def test_the_api_answers_with_a_problem(client, stranger):
    client.force_login(stranger)
    response = client.delete("/api/v1/promotions")
    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"
