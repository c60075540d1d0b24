"""Who owns a service uploads a contract and its versions in the portal; what cannot be taken leaves nothing."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Contract, ContractVersion
from governance.models import Review

NEW = "/services/scoring/new-contract"
NEXT = "/services/scoring/contracts/api/new-version"
EVENTS = {
    "asyncapi": "3.0.0",
    "info": {"title": "Scores", "version": "1"},
    "channels": {"scores": {"address": "scores", "messages": {}}},
}


@pytest.fixture
def post(client, landscape):
    client.force_login(landscape.people["scoring"])

    def send(address, document, **form):
        text = document if isinstance(document, str | bytes) else json.dumps(document)
        content = text.encode() if isinstance(text, str) else text
        return client.post(address, form | {"document": SimpleUploadedFile("contract", content)})

    return send


def test_a_contract_is_added_with_its_first_version_and_reviewed(post):
    answer = post(NEW, EVENTS, title="Score events", exposure="partner", stability="beta", version="0.1.0")

    made = Contract.objects.get(slug="score-events")
    version = made.versions.get()
    assert (answer.status_code, answer["Location"]) == (302, version.get_absolute_url())
    assert (made.format, made.exposure, made.compatibility) == ("asyncapi", "partner", "full")
    assert Review.objects.filter(contract_version=version).count() == 1


def test_a_new_version_is_uploaded(post, contract):
    answer = post(NEXT, contract("score", "grade", "reason"), version="1.2.0")

    assert answer["Location"] == "/services/scoring/contracts/api/versions/1.2.0"
    assert Review.objects.filter(contract_version__version="1.2.0").count() == 1


def test_a_bundle_is_uploaded_as_an_archive(post, contract):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("root.yaml", contract("score"))
        archive.writestr("parts/other.json", "{}")

    assert post(NEXT, packed.getvalue(), version="1.3.0").status_code == 302
    assert ContractVersion.objects.get(version="1.3.0").document.media_type == "application/zip"


@pytest.mark.parametrize(
    ("document", "form", "words"),
    [
        (b'{"openapi": "3.1.0",\n oops}', {}, "line 2, column 2"),
        (b"", {}, "The submitted file is empty."),
        (b"just: yaml", {}, "does not say at its root what it is"),
        (EVENTS, {"format": "openapi"}, "says neither `openapi` nor `swagger`"),
        (EVENTS, {"version": "one"}, "version"),
        (EVENTS, {"slug": "api"}, "There is a contract api already."),
        (EVENTS, {"title": ""}, "This field is required."),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(post, document, form, words):
    before = Contract.objects.count(), ContractVersion.objects.count()
    said = {"title": "Events", "exposure": "internal", "stability": "stable", "version": "1.0.0"}

    answer = post(NEW, document, **said | form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (Contract.objects.count(), ContractVersion.objects.count()) == before


def test_a_version_that_is_recorded_with_another_document_stays(post, contract):
    answer = post(NEXT, contract("other"), version="1.0.0")

    assert answer.status_code == 422
    assert "a recorded version never changes" in answer.content.decode()


def test_who_owns_something_else_uploads_nothing(client, landscape):
    client.force_login(landscape.people["lending"])

    assert [client.get(address).status_code for address in (NEW, NEXT)] == [403, 403]
    assert client.post(NEXT, {"version": "9.0.0"}).status_code == 403
    page = client.get("/services/scoring").content.decode()
    assert NEW not in page
    assert NEXT not in page


def test_the_page_of_a_service_leads_its_owner_there(client, landscape):
    client.force_login(landscape.people["scoring"])

    page = client.get("/services/scoring").content.decode()

    assert all(address in page for address in (NEW, NEXT, "/services/scoring/edit"))
