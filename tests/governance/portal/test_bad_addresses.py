"""Whatever stands in an address, a page answers with itself or with a sentence, never with a traceback."""

import pytest
from django.test import Client

ADDRESSES = (
    "/waivers?service=",
    "/waivers?state=",
    "/waivers?page=",
    "/waivers/new?service=",
    "/waivers/new?service=scoring&finding=",
    "/scorecards/some?team=",
    "/campaigns/some?page=",
    "/policies?severity=",
    "/policies?state=",
    "/policies?q=",
    "/policies?enforcement=",
    "/policies/some?page=",
    "/deprecations?service=",
    "/deprecations?state=",
    "/deprecations?page=",
    "/deprecations/new?service=",
    "/deprecations/new?kind=",
    "/map?q=",
    "/services/scoring/map?hops=",
    "/services/scoring/map?environment=",
    "/services/scoring/map?page=",
    "/promotions?override=",
    "/promotions?service=",
    "/reasons?effect=",
    "/rules?format=",
    "/services/scoring/contracts/api/versions/",
    "/services/scoring/contracts/api/versions/1.0.0/documentation?q=",
    "/services/scoring/contracts/api/versions/1.0.0/documentation?entry=",
)
VALUES = ("%00", "%F0%9F%92%A5", "-1", "9" * 30, "'; drop table", "x" * 5_000)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_answers(browse, landscape, address):
    answers = {value[:12]: browse(f"{address}{value}").status_code for value in VALUES}
    assert {value: code for value, code in answers.items() if code not in {200, 400, 403, 404, 422}} == {}


@pytest.mark.parametrize(
    "address", ["/waivers/0", "/waivers/99999999999999999999", "/deprecations/99999999999999999999"]
)
def test_numbers_that_no_row_has_are_not_found(browse, landscape, address):
    assert browse(address).status_code == 404


def test_a_form_with_a_character_that_is_none_is_refused_with_a_sentence(landscape):
    client = Client()
    client.force_login(landscape.people["scoring"])
    answer = client.post(
        "/waivers/new?service=scoring&policy=some", {"reason": "a\0b", "expires_at": "2030-01-01"}
    )
    assert answer.status_code == 400
    assert "a character that is none" in answer.content.decode()
