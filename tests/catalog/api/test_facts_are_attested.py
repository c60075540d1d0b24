"""CI, scanners and gateways state facts about a service, which hold for a time and keep to a schema."""

from datetime import timedelta

import pytest
from django.db.models import F

from catalog.models import AttestedFact, AuditEvent

MESH = {
    "title": "Service mesh",
    "schema": {
        "type": "object",
        "required": ["mtls"],
        "properties": {"mtls": {"type": "boolean"}, "version": {"type": "string", "pattern": "^1\\."}},
        "additionalProperties": False,
    },
}
FACT = "/api/v1/services/charging/facts/mesh"


@pytest.fixture
def mesh(api_of, governor):
    api = api_of(governor)
    assert api.put("/api/v1/fact-sources/mesh", MESH).status_code == 201
    return api


def test_a_fact_is_stated_and_read(api, mesh, service):
    stated = api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"})
    assert stated.status_code == 201
    body = api.get(FACT).json()
    assert body["data"] == {"mtls": True}
    assert (body["service"], body["source"], body["ttl"]) == ("charging", "mesh", "PT24H")
    assert (body["fits"], body["fresh"], body["attested_by"]) == (True, True, "owner")
    listed = api.get("/api/v1/services/charging/facts?source=mesh").json()["results"]
    assert [fact["source"] for fact in listed] == ["mesh"]
    assert api.put(FACT, {"data": {"mtls": False}, "ttl": "P7D"}).status_code == 200


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"mtls": "yes"}, "/data/mtls"),
        ({}, "/data"),
        ({"mtls": True, "version": "2.0"}, "/data/version"),
        (None, "/data"),
        ({"mtls": True, "extra": 1}, "/data"),
    ],
)
def test_data_that_does_not_keep_to_the_schema_is_refused_with_its_place(api, mesh, service, data, pointer):
    refused = api.put(FACT, {"data": data, "ttl": "PT24H"})
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert api.get(FACT).status_code == 404


@pytest.mark.parametrize(
    "ttl", ["", "24h", "PT0S", "P", "PT", "P1M", "P1Y", "P400D", "-PT1H", "P1DT", "PT²H", 3600]
)
def test_a_time_to_live_is_a_duration(api, mesh, service, ttl):
    refused = api.put(FACT, {"data": {"mtls": True}, "ttl": ttl})
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/ttl"]


def test_a_source_or_a_service_that_nobody_registered(api, mesh, service):
    fact = {"data": {"mtls": True}, "ttl": "PT24H"}
    assert api.put("/api/v1/services/charging/facts/nothing", fact).status_code == 404
    assert api.put("/api/v1/services/nothing/facts/mesh", fact).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("stranger", 403),
        ("auditor", 403),
        ("teammate", 201),
        ("citizen_developer", 201),
        ("governor", 201),
        ("administrator", 201),
    ],
)
@pytest.mark.usefixtures("mesh", "service")
def test_who_may_state_a_fact(request, api_of, who, status):
    api = api_of(request.getfixturevalue(who))
    assert api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"}).status_code == status


def test_who_may_register_a_source(api, api_of, stranger, administrator):
    assert api.put("/api/v1/fact-sources/mesh", MESH).status_code == 403
    assert api_of(stranger).put("/api/v1/fact-sources/mesh", MESH).status_code == 403
    assert api_of(administrator).put("/api/v1/fact-sources/gateway.rate_limit", MESH).status_code == 201
    assert api_of(administrator).put("/api/v1/fact-sources/Mesh", MESH).status_code == 422


@pytest.mark.parametrize(
    ("schema", "pointer"),
    [
        ({"type": "objekt"}, "/schema/type"),
        ({"properties": {"a": {"$ref": "https://example.com/a.json"}}}, "/schema/properties/a/$ref"),
        ({"$ref": "file:///etc/passwd"}, "/schema/$ref"),
        ({"pattern": "(?=a)b"}, "/schema/pattern"),
        ({"$schema": "https://example.com/mine"}, "/schema"),
        ({"$ref": "#/$defs/none"}, "/schema"),
        ([], "/schema"),
        ({"description": "x" * 70_000}, "/schema"),
    ],
)
def test_what_is_no_schema_to_hold_facts_to_is_refused(mesh, schema, pointer):
    refused = mesh.put("/api/v1/fact-sources/mesh", {"title": "Mesh", "schema": schema})
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


def test_a_schema_that_unfolds_without_end_is_refused(mesh):
    doubling = {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 2} for i in range(40)}
    schema = {"$ref": "#/$defs/d0", "$defs": doubling | {"d40": {"type": "string"}}}
    assert mesh.put("/api/v1/fact-sources/mesh", {"title": "Mesh", "schema": schema}).status_code == 422
    tree = {"properties": {"children": {"type": "array", "items": {"$ref": "#"}}}}
    assert mesh.put("/api/v1/fact-sources/tree", {"title": "Tree", "schema": tree}).status_code == 201


def test_a_fact_expires(api, mesh, service):
    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT1H"})
    assert api.get(FACT).json()["fresh"] is True
    passed = timedelta(hours=1)
    AttestedFact.objects.update(attested_at=F("attested_at") - passed, expires_at=F("expires_at") - passed)
    assert api.get(FACT).json()["fresh"] is False


def test_a_fact_that_a_new_schema_does_not_know_counts_as_missing_until_it_is_stated_again(
    api, mesh, service
):
    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"})
    strict = MESH["schema"] | {"required": ["mtls", "version"]}
    mesh.put("/api/v1/fact-sources/mesh", MESH | {"schema": strict})
    assert (api.get(FACT).json()["fits"], api.get(FACT).json()["fresh"]) == (False, False)
    api.put(FACT, {"data": {"mtls": True, "version": "1.2"}, "ttl": "PT24H"})
    assert api.get(FACT).json()["fresh"] is True


def test_to_state_the_same_again_is_no_news(api, mesh, service):
    def lines():
        return AuditEvent.objects.filter(stream="service:charging", action="attested").count()

    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"})
    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT25H"})
    assert lines() == 1
    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT1H"})  # it ends sooner than was said
    assert lines() == 2
    api.put(FACT, {"data": {"mtls": False}, "ttl": "PT2H"})
    assert lines() == 3


def test_a_late_writer_is_refused(api, mesh, service):
    etag = api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"}).headers["ETag"]
    fresh = {"data": {"mtls": False}, "ttl": "PT24H"}
    assert api.put(FACT, fresh, headers={"If-Match": '"1-2"'}).status_code == 412
    assert api.put(FACT, fresh, headers={"If-Match": etag}).status_code == 200


def test_what_a_patch_leaves_out_stays(api, mesh, service):
    api.put(FACT, {"data": {"mtls": True}, "ttl": "PT24H"})
    assert api.patch(FACT, {"ttl": "PT1H"}).json()["data"] == {"mtls": True}


def test_a_number_that_readers_of_json_do_not_take_is_refused(api, mesh, service):
    answer = api.put(FACT, {"data": {"mtls": True, "n": 2**70}, "ttl": "PT24H"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/data"
    assert mesh.put("/api/v1/fact-sources/mesh", MESH | {"schema": {"const": 2**70}}).status_code == 422
