"""Every reason that the gate gives has a page and an endpoint that say what it means, what clears it, and who acts."""

import pytest

from governance.promotion.reasons import KINDS


@pytest.fixture
def api(api_of, stranger):
    return api_of(stranger)


@pytest.mark.parametrize("code", KINDS)
def test_each_is_documented(api, browse, code):
    reason = api.get(f"/api/v1/reasons/{code}").json()
    assert reason["code"] == code
    assert all(reason[name] for name in ("means", "clears", "acts", "effect"))
    page = browse(f"/reasons/{code}")
    assert page.status_code == 200
    assert code in page.text


def test_all_are_listed_the_weightiest_first(api):
    listed = api.get("/api/v1/reasons").json()["results"]
    assert {reason["code"] for reason in listed} == set(KINDS)
    assert listed[0]["effect"] == "deny"
    denying = api.get("/api/v1/reasons?effect=deny").json()["results"]
    assert {reason["effect"] for reason in denying} == {"deny"}


def test_an_unknown_one_names_those_that_are_similar(api, browse):
    answer = api.get("/api/v1/reasons/consumer-break")
    assert answer.status_code == 404
    assert "consumer-breaks" in answer.json()["detail"]
    assert browse("/reasons/consumer-break").status_code == 404


def test_a_filter_that_is_none_is_refused(api):
    assert api.get("/api/v1/reasons?effect=maybe").status_code == 422


def test_an_answer_leads_to_the_page_of_each_of_its_reasons(refused, ask_for, browse):
    for reason in ask_for(refused)["reasons"]:
        assert reason["about"].endswith(f"/reasons/{reason['code']}")
