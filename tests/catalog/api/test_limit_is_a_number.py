"""How many rows a page has."""

import pytest


@pytest.mark.parametrize("limit", ["-1", "0", "abc", "1.5", "9" * 5000, "²"])
def test_what_is_no_number_of_rows_is_refused_with_its_place(client, owner, limit):
    client.force_login(owner)
    answer = client.get("/api/v1/services", {"limit": limit})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/limit"]


def test_more_than_the_largest_page_is_the_largest_page(client, owner):
    client.force_login(owner)
    assert client.get("/api/v1/services", {"limit": "100000"}).status_code == 200
