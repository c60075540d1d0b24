"""Who owns a service registers a release, has the gate decide, and says where it runs, all in the portal."""

import pytest

from catalog.models import Deployment, Release
from governance.models import Promotion

SCORES, LENDING = "/services/scoring", "/services/lending"
PLAIN = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-contract": ""}
USES = PLAIN | {
    "form-0-contract": "scoring/api",
    "form-0-version": "^1.0",
    "form-0-operations": "GET /reports/{id}\n",
    "form-0-fields_read": "score\ngrade",
}


@pytest.fixture
def as_owner_of(client, landscape):
    def sign_in(name):
        client.force_login(landscape.people[name])
        return client

    return sign_in


def test_a_release_provides_what_was_chosen(as_owner_of):
    answer = as_owner_of("scoring").post(
        f"{SCORES}/new-release", PLAIN | {"version": "2.0.0", "of-api": "1.0.0"}
    )

    made = Release.objects.get(service__slug="scoring", version="2.0.0")
    assert (answer.status_code, answer["Location"]) == (302, "/services/scoring#releases")
    assert [str(provision.contract_version) for provision in made.provisions.all()] == ["scoring/api 1.0.0"]


def test_a_release_uses_what_was_named(as_owner_of):
    as_owner_of("lending").post(f"{LENDING}/new-release", USES | {"version": "7.1.0"})

    [use] = Release.objects.get(version="7.1.0").dependencies.all()
    assert (use.service_slug, use.contract_slug, use.range) == ("scoring", "api", "^1.0")
    assert (use.operations, use.fields) == (["GET /reports/{}"], ["grade", "score"])
    assert use.built_against.version == "1.1.0"


def test_what_the_latest_release_uses_is_filled_in_and_can_be_left_out(as_owner_of):
    client = as_owner_of("lending")
    page = client.get(f"{LENDING}/new-release").content.decode()
    assert 'value="scoring/api"' in page
    assert '<option value="scoring/api">' in page

    client.post(
        f"{LENDING}/new-release",
        USES | {"version": "7.2.0", "form-INITIAL_FORMS": "1", "form-0-contract": ""},
    )

    assert not Release.objects.get(version="7.2.0").dependencies.exists()


def test_what_the_latest_release_was_built_against_is_kept(as_owner_of):
    client = as_owner_of("lending")
    form = client.get(f"{LENDING}/new-release").context["uses"]
    sent = {f"form-0-{name}": form[0][name].value() for name in form[0].fields}

    client.post(f"{LENDING}/new-release", USES | sent | {"version": "7.3.0", "form-INITIAL_FORMS": "1"})

    [latest, earlier] = [
        release.dependencies.get()
        for release in Release.objects.filter(service__slug="lending").order_by("-sort_key")
    ]
    assert earlier.declared_built_against == "1.0.0"
    assert (latest.declared_built_against, latest.built_against) == ("1.0.0", earlier.built_against)


def test_a_release_that_uses_more_than_a_form_takes_is_for_the_api(
    as_owner_of, landscape, using, monkeypatch
):
    monkeypatch.setattr("governance.portal.release_forms.MOST", 1)
    uses = (using("scoring", "1.0.0"), using("lending", "1.0.0"))
    landscape.release("lending", "7.4.0", consumes=uses)

    answer = as_owner_of("lending").get(f"{LENDING}/new-release")

    assert answer.status_code == 422
    assert "2 contracts, and a form takes 1" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"version": ""}, "This field is required."),
        ({"version": "7.0.0"}, "a release never changes"),
        ({"version": "no spaces"}, "as a version, starting and ending"),
        ({"form-0-contract": "scoring"}, "stock/stock-api"),
        ({"form-TOTAL_FORMS": "2", "form-1-version": "^1.0"}, "Name the contract"),
        ({"form-0-version": "about 1"}, "about 1"),
        ({"form-0-operations": "GET /nothing"}, "GET /nothing"),
        ({"form-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)
def test_what_is_wrong_with_a_release_is_said(as_owner_of, wrong, words):
    answer = as_owner_of("lending").post(f"{LENDING}/new-release", USES | {"version": "7.1.0"} | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Release.objects.filter(service__slug="lending").count() == 1


def test_the_gate_decides_for_good_and_the_release_is_said_to_run(as_owner_of):
    client, asked = as_owner_of("lending"), {"service": "lending", "release": "7.0.0"}
    question = "/can-i-promote?service=lending&release=7.0.0&environment=production"
    assert "decided for good" in client.get(question).content.decode()

    promoted = client.post("/can-i-promote/promote", asked | {"environment": "production"})
    recorded = client.post(
        f"{LENDING}/new-deployment", {"release": "7.0.0", "environment": "production", "instance": "second"}
    )

    assert promoted["Location"] == Promotion.objects.latest("pk").get_absolute_url()
    assert recorded["Location"] == LENDING
    assert Deployment.objects.filter(service__slug="lending", instance="second", ended_at=None).count() == 1


@pytest.mark.parametrize("wrong", [{"release": "9.9.9"}, {"environment": "moon"}, {"instance": "Not This"}])
def test_a_deployment_of_what_is_not_there_is_not_taken(as_owner_of, wrong):
    said = {"release": "7.0.0", "environment": "production", "instance": "second"}

    answer = as_owner_of("lending").post(f"{LENDING}/new-deployment", said | wrong)

    assert answer.status_code == 422
    assert Deployment.objects.filter(service__slug="lending").count() == 1


def test_who_owns_something_else_does_none_of_this(as_owner_of):
    client = as_owner_of("lending")
    asked = {"service": "scoring", "release": "1.1.0", "environment": "production"}

    assert client.get(f"{SCORES}/new-release").status_code == 403
    assert client.get(f"{SCORES}/new-deployment").status_code == 403
    assert client.post("/can-i-promote/promote", asked).status_code == 403
    question = "/can-i-promote?service=scoring&release=1.1.0&environment=production"
    assert "decided for good" not in client.get(question).content.decode()
    assert Promotion.objects.count() == 1
