"""The pages of the rules say what each finds, why it matters, and how to ship such a change safely."""

import pytest
from django.utils.html import escape

from catalog.contracts.rules import RULES


@pytest.fixture
def visit(client, stranger):
    client.force_login(stranger)
    return lambda address: client.get(address).content.decode()


def test_a_rule_is_explained_whole(visit):
    page = visit("/rules/response-body-removed")

    assert "Why it matters" in page
    assert escape(RULES["response-body-removed"].how_to_ship_it_safely.capitalize()) in page


def test_the_list_leads_to_every_rule(visit):
    page = visit("/rules")

    assert all(f'href="/rules/{rule_id}"' in page for rule_id in RULES)


def test_the_list_is_narrowed_by_what_the_address_asks_for(visit):
    page = visit("/rules?severity=safe")

    assert 'href="/rules/response-body-added"' in page
    assert 'href="/rules/response-body-removed"' not in page


def test_a_rule_that_there_is_not_is_not_found(client, stranger):
    client.force_login(stranger)

    answer = client.get("/rules/response-body-remove")

    assert answer.status_code == 404
    assert "response-body-removed" in answer.content.decode()
