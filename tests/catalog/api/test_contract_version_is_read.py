"""A version is read with its document's exact bytes, its state, and what is known of it."""

from hashlib import sha256

VERSION = "/api/v1/services/charging/contracts/charges/versions/1.0.0"


def test_a_version_names_its_operations_and_its_documents_digest(api, recorded):
    version = recorded("1.0.0")

    read = api.get(VERSION).json()

    assert [operation["key"] for operation in read["operations"]] == ["GET /v1/charges/{}"]
    assert read["digest"] == f"sha256:{version.document_id}"
    assert (read["state"], read["valid"], read["format_version"]) == ("active", True, "3.0.3")


def test_the_document_is_answered_byte_for_byte(api, recorded):
    version = recorded("1.0.0")

    answer = api.get(f"{VERSION}/document")

    assert sha256(answer.content).hexdigest() == version.document_id
    assert answer.headers["Content-Type"] == "application/yaml"
    assert answer.headers["ETag"] == f'"sha256:{version.document_id}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_a_document_that_the_client_has_is_not_sent_again(api, recorded):
    version = recorded("1.0.0")

    answer = api.get(f"{VERSION}/document", headers={"If-None-Match": f'"sha256:{version.document_id}"'})

    assert (answer.status_code, answer.content) == (304, b"")


def test_the_highest_version_is_listed_first(api, recorded):
    for version in ("1.9.0", "1.10.0", "1.10.0-rc.1"):
        recorded(version)

    page = api.get("/api/v1/services/charging/contracts/charges/versions").json()

    assert [row["version"] for row in page["results"]] == ["1.10.0", "1.10.0-rc.1", "1.9.0"]


def test_a_version_that_is_not_registered_is_not_found(api, contract):
    answer = api.get(VERSION)

    assert answer.status_code == 404
    assert answer.json()["detail"] == "charging/charges 1.0.0 is not registered."
