"""Break-glass in the portal: who may is offered it, and another person's review ends it."""

import pytest
from django.test import Client

from governance.models import Override, Promotion


@pytest.fixture
def page_of(landscape):
    """The refused promotion's page as somebody sees it, and a form of it sent."""
    address = Promotion.objects.get(decision="deny").get_absolute_url()

    def visit(person, form="", **fields):
        client = Client()
        client.force_login(person)
        if form:
            return client.post(f"{address}/{form}", fields)
        return client.get(address).content.decode()

    return visit


def test_who_answers_for_the_service_overrides_and_governance_reviews(page_of, landscape, governor):
    owner = landscape.people["scoring"]
    assert "Override the gate" in page_of(owner)
    assert page_of(owner, "override", reason="It burns.").status_code == 302
    assert "An open violation" in page_of(owner)
    assert "What do you find?" not in page_of(owner)
    assert "What do you find?" in page_of(governor)
    page_of(governor, "override/review", outcome="accepted", note="Fine.")
    assert "Governor accepted it" in page_of(owner)


def test_others_are_neither_offered_it_nor_let(page_of, landscape, stranger, governor):
    for person in (stranger, landscape.people["lending"]):
        assert "Override the gate" not in page_of(person)
        assert page_of(person, "override", reason="Mine.").status_code == 403
    assert not Override.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"reason": " "}])
def test_without_a_reason_it_is_refused_in_words(page_of, governor, fields):
    answer = page_of(governor, "override", **fields)
    assert answer.status_code == 422
    assert "Say why it cannot wait" in answer.content.decode()


def test_a_review_that_says_nothing_is_refused(page_of, landscape, governor):
    page_of(landscape.people["scoring"], "override", reason="It burns.")
    for fields in ({}, {"outcome": "maybe"}, {"outcome": "rejected"}):
        assert page_of(governor, "override/review", **fields).status_code == 422
    assert Override.objects.get().is_open


def test_whoever_asks_the_gate_is_shown_the_override_and_how_its_review_stands(
    page_of, landscape, governor, client
):
    address = "/can-i-promote?service=scoring&release=1.1.0&environment=production"
    client.force_login(governor)
    assert "past the gate" not in client.get(address).content.decode()
    page_of(landscape.people["scoring"], "override", reason="It burns.")
    page = client.get(address).content.decode()
    assert "It burns." in page
    assert "An open violation" in page
    assert Override.objects.get().get_absolute_url() in page
    page_of(governor, "override/review", outcome="accepted", note="Fine.")
    assert "Governor accepted it" in client.get(address).content.decode()


def test_a_rejected_override_lets_nothing_in_and_is_not_shown(page_of, landscape, governor, client):
    page_of(landscape.people["scoring"], "override", reason="It burns.")
    page_of(governor, "override/review", outcome="rejected", note="It did not.")
    client.force_login(governor)
    address = "/can-i-promote?service=scoring&release=1.1.0&environment=production"
    assert "past the gate" not in client.get(address).content.decode()
