"""A service is registered by PUT, replaced by PUT and changed by PATCH."""


def test_registering_answers_201_and_repeating_200(api, team):
    body = {"title": "Charging", "owner": "payments", "tier": 1}

    assert api.put("/api/v1/services/charging", body).status_code == 201
    again = api.put("/api/v1/services/charging", body)

    assert again.status_code == 200
    assert again.json()["tier"] == 1


def test_a_put_replaces_and_what_it_leaves_out_takes_its_default(api, team):
    api.put(
        "/api/v1/services/charging",
        {"title": "Charging", "owner": "payments", "tier": 1, "labels": {"a": "b"}},
    )

    replaced = api.put("/api/v1/services/charging", {"title": "Charges", "owner": "payments"}).json()

    assert (replaced["title"], replaced["tier"], replaced["labels"]) == ("Charges", 3, {})


def test_a_patch_leaves_what_it_does_not_name(api, service):
    api.patch("/api/v1/services/charging", {"tier": 1})

    changed = api.patch("/api/v1/services/charging", {"purpose": "Charges cards."}).json()

    assert (changed["tier"], changed["purpose"], changed["title"]) == (1, "Charges cards.", "Charging")


def test_what_was_read_can_be_sent_back_changed(api, service):
    read = api.get("/api/v1/services/charging").json()

    answer = api.put("/api/v1/services/charging", {**read, "title": "Charges"}, format="json")

    assert answer.json()["title"] == "Charges"


def test_a_body_that_names_another_service_than_the_address_is_refused(api, service):
    answer = api.patch("/api/v1/services/charging", {"slug": "billing"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/slug"


def test_a_patch_of_what_is_not_registered_is_not_found(api):
    assert api.patch("/api/v1/services/charging", {"tier": 1}).status_code == 404


def test_a_name_that_is_no_dns_label_is_refused_with_the_rule(api, team):
    answer = api.put("/api/v1/services/Charging_Service", {"title": "Charging", "owner": "payments"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/slug"
    assert "RFC 1123" in answer.json()["errors"][0]["detail"]


def test_an_owner_that_is_not_registered_is_refused(api):
    answer = api.put("/api/v1/services/charging", {"title": "Charging", "owner": "nobody"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/owner"


def test_an_item_of_a_list_is_given_whole_in_a_patch_too(api, service):
    answer = api.patch("/api/v1/services/charging", {"links": [{"title": "Runbook"}]}, format="json")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/links/0/url"


def test_an_empty_text_names_no_team(api, service):
    answer = api.patch("/api/v1/services/charging", {"technical_owner": ""})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/technical_owner"
