"""A document of several files is taken as an archive or as several parts, and its lines name their file."""

import gzip
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import ContractVersion, Document

VERSIONS = "/api/v1/services/charging/contracts/charges/versions"
COMPARISONS = "/api/v1/comparisons"
ROOT = """\
openapi: 3.0.3
info: {title: Charges, version: '1'}
paths:
  /charges:
    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {$ref: 'schemas/charge.yaml#/Charge'}
"""
SCHEMA = "Charge:\n  type: object\n  required: [id]\n  properties:\n    id: {type: %s}\n"


def files(kind: str = "string") -> dict[str, str]:
    return {"openapi.yaml": ROOT, "schemas/charge.yaml": SCHEMA % kind}


def archive(content: dict[str, str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        for path, text in content.items():
            file.writestr(path, text)
    return packed.getvalue()


def file(content: str | bytes, name: str = "openapi.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def parts(member: str, content: dict[str, str]) -> dict[str, SimpleUploadedFile]:
    root, *others = content
    return {member: file(content[root], root)} | {f"{member}/{path}": file(content[path]) for path in others}


@pytest.fixture
def submit(api, contract):
    def post(document: object, version: str = "1.0.0", **more: object):
        sent = document if isinstance(document, dict) else {"document": document}
        return api.post(VERSIONS, {"version": version, **sent, **more}, format="multipart")

    return post


def test_an_archive_comes_back_byte_for_byte(api, submit):
    sent = archive(files())

    assert submit(file(sent, "api.zip")).status_code == 201

    answer = api.get(f"{VERSIONS}/1.0.0/document")
    assert answer.content == sent
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].endswith('.zip"')


def test_parts_come_back_as_an_archive_of_the_same_files(api, submit):
    assert submit(parts("document", files())).status_code == 201

    with ZipFile(BytesIO(api.get(f"{VERSIONS}/1.0.0/document").content)) as packed:
        assert {path: packed.read(path).decode() for path in packed.namelist()} == files()


def test_the_same_files_are_the_same_document_however_they_are_packed(submit):
    submit(file(archive(files())))

    assert submit(parts("document", files())).status_code == 200
    assert submit(parts("document", files("integer"))).status_code == 409


def test_references_lead_into_the_other_files(api, submit):
    submit(file(archive(files())))

    version = api.get(f"{VERSIONS}/1.0.0").json()
    assert version["valid"]
    assert [operation["key"] for operation in version["operations"]] == ["GET /charges"]


def test_the_root_document_is_the_first_or_the_one_that_is_named(submit):
    turned = archive(dict(reversed(files().items())))

    assert submit(file(turned)).status_code == 422
    assert submit(file(turned), root="openapi.yaml").status_code == 201


@pytest.mark.parametrize("document", [archive(files()), ROOT])
def test_a_root_that_is_not_there_is_refused(submit, document):
    assert submit(file(document), root="other.yaml").status_code == 422


def test_stored_versions_are_compared_and_the_lines_name_the_file(api, submit):
    submit(file(archive(files())))
    submit(file(archive(files("integer"))), "1.1.0")

    (change,) = api.get(f"{VERSIONS}/1.1.0/changes").json()["changes"]
    assert change["severity"] == "breaking"
    assert (change["current"]["file"], change["current"]["line"]) == ("schemas/charge.yaml", 5)


def test_bundles_are_compared_without_being_stored(api):
    sides = parts("previous", files()) | {"current": file(archive(files("integer")))}

    answer = api.post(COMPARISONS, sides, format="multipart").json()

    assert answer["counts"]["breaking"] == 1
    assert not Document.objects.exists()


def test_a_mistake_names_its_file(submit):
    answer = submit(file(archive(files() | {"schemas/charge.yaml": "Charge: [\n"})))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["file"] == "schemas/charge.yaml"


def test_a_reference_that_leaves_the_bundle_is_a_problem_and_fetches_nothing(api, submit):
    away = ROOT.replace("schemas/charge.yaml", "https://example.com/charge.yaml")
    submit(file(archive({"openapi.yaml": away})))

    (problem,) = api.get(f"{VERSIONS}/1.0.0").json()["problems"]
    assert "nothing is fetched" in problem["message"]
    assert (problem["file"], problem["line"]) == ("openapi.yaml", 11)


@pytest.mark.parametrize("path", ["../other.yaml", "/etc/other.yaml", "a/../../other.yaml", "C:\\other.yaml"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_path_that_leads_out_of_the_bundle_is_refused(submit, path, packed):
    content = files() | {path: "a: 1"}

    answer = submit(file(archive(content)) if packed else parts("document", content))

    assert answer.status_code == 422
    assert not ContractVersion.objects.exists()


def test_a_repeated_submission_with_a_key_is_answered_alike(api, contract):
    def submit() -> tuple[int, dict]:
        sent = {"version": "1.0.0", **parts("document", files())}
        answer = api.post(VERSIONS, sent, format="multipart", headers={"Idempotency-Key": "bundle"})
        return answer.status_code, answer.json()

    assert submit() == submit()


def test_more_parts_than_an_upload_may_hold_are_refused_with_the_way_out(submit, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1

    answer = submit(parts("document", files()))

    assert answer.status_code == 413
    assert "an archive may hold more" in answer.json()["detail"]


def test_a_file_that_is_sent_twice_is_refused(submit):
    twice = {"document": [file(ROOT), file(ROOT)]}

    assert submit(twice).status_code == 422


def test_an_archive_that_is_no_zip_is_named(submit):
    answer = submit(file(gzip.compress(ROOT.encode()), "api.tar.gz"))

    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "pointer": "/document",
            "detail": "This is a gzip file, which is not unpacked; of archives, ZIP is read",
        }
    ]
