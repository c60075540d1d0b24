"""What goes wrong on a page is said in sentences that help; what goes wrong in the API, as a problem."""

import pytest
from django.test import Client

from deploy.rest.problems import PROBLEMS
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
