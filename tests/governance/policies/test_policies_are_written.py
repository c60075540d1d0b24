"""A policy is written in CEL; every change is a new version, and what cannot be judged by is refused with its place."""

import pytest

pytestmark = pytest.mark.usefixtures("world")

POLICY = "/api/v1/policies/purpose-written"
BODY = {
    "title": "A purpose is written",
    "scope": "service.lifecycle == 'production'",
    "variables": {"written": "size(service.purpose) > 20"},
    "rule": "written",
    "message": "service.slug + ' does not say what it is for'",
    "rationale": "People find what they *understand*.",
    "remediation": "Write one sentence.",
    "severity": "high",
    "categories": ["documentation"],
    "enforcement": {"production": "enforce"},
    "effective_at": "2026-01-01T00:00:00Z",
    "max_waiver": "P30D",
}


def test_a_policy_is_registered_and_read(governing):
    answer = governing.put(POLICY, BODY)
    assert answer.status_code == 201, answer.json()["errors"]
    read = governing.get(POLICY).json()
    assert {name: read[name] for name in BODY} == BODY
    assert (read["slug"], read["version"], read["changed_by"]) == ("purpose-written", 1, "governor")


def test_every_change_is_a_new_version_and_the_same_again_is_none(governing):
    governing.put(POLICY, BODY)
    assert governing.put(POLICY, BODY).json()["version"] == 1
    changed = governing.put(POLICY, BODY | {"severity": "low"})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    versions = governing.get(f"{POLICY}/versions").json()["results"]
    assert [(v["version"], v["severity"]) for v in versions] == [(2, "low"), (1, "high")]
    assert governing.get(f"{POLICY}/versions/1").json()["severity"] == "high"
    assert governing.get(f"{POLICY}/versions/3").status_code == 404


def test_what_a_put_leaves_out_takes_its_default_and_a_patch_leaves_it(governing):
    governing.put(POLICY, BODY)
    assert governing.patch(POLICY, {"title": "Another"}).json()["severity"] == "high"
    replaced = governing.put(POLICY, {"title": "Another", "rule": "true"}).json()
    assert (replaced["severity"], replaced["enforcement"], replaced["effective_at"]) == ("medium", {}, None)
    assert replaced["max_waiver"] == "P90D"


@pytest.mark.parametrize(
    ("fields", "pointer", "place"),
    [
        ({"rule": "service.tier <="}, "/rule", (1, 16)),
        ({"rule": "true &&\nnothing.here"}, "/rule", (2, 1)),
        ({"scope": "service.teir == 1"}, "/scope", (1, 9)),
        ({"message": "'open"}, "/message", (1, 1)),
        ({"variables": {"written": "size("}}, "/variables/written", (1, 6)),
        ({"rule": ""}, "/rule", None),
        ({"rule": "true || " * 1000 + "true"}, "/rule", (1, 1)),
        ({"severity": "terrible"}, "/severity", None),
        ({"enforcement": {"production": "always"}}, "/enforcement/production", None),
        ({"enforcement": {"Not a name": "warn"}}, "/enforcement/Not a name", None),
        ({"enforcement": {"prodution": "enforce"}}, "/enforcement/prodution", None),
        ({"categories": ["security", "Two words"]}, "/categories/1", None),
        ({"effective_at": "soon"}, "/effective_at", None),
        ({"max_waiver": "a month"}, "/max_waiver", None),
        ({"max_waiver": "P1M"}, "/max_waiver", None),
        ({"max_waiver": "PT36H"}, "/max_waiver", None),
        ({"max_waiver": "P367D"}, "/max_waiver", None),
        ({"categories": "documentation"}, "/categories", None),
        ({"variables": ["true"]}, "/variables", None),
        ({"rules": "true"}, "/rules", None),
    ],
)
def test_what_cannot_be_judged_by_is_refused_with_its_place(governing, fields, pointer, place):
    refused = governing.put(POLICY, BODY | fields)
    assert refused.status_code == 422
    first = refused.json()["errors"][0]
    assert first["pointer"] == pointer
    assert place is None or (first["line"], first["column"]) == place
    assert governing.get(POLICY).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("stranger", 403), ("auditor", 403), ("owner", 403), ("governor", 201), ("administrator", 201)],
)
def test_who_may_write_policies(request, api_of, who, status):
    api = api_of(request.getfixturevalue(who))
    assert api.put(POLICY, BODY).status_code == status
    assert api.get(POLICY).status_code == (200 if status == 201 else 404)


def test_policies_are_listed_and_filtered(governing, world):
    governing.put(POLICY, BODY)
    governing.put("/api/v1/policies/any", {"title": "Any", "rule": "true", "enforcement": {"staging": "off"}})

    def found(query):
        return [row["slug"] for row in governing.get(f"/api/v1/policies?{query}").json()["results"]]

    assert found("") == ["any", "purpose-written"]
    assert found("severity=high") == ["purpose-written"]
    assert found("category=documentation") == ["purpose-written"]
    assert found("enforcement=enforce") == ["purpose-written"]
    assert found("enforcement=enforce&environment=staging") == []
    assert found("enforcement=audit&environment=staging") == ["purpose-written"]
    assert found("enforcement=off") == ["any"]
    assert governing.get("/api/v1/policies?severty=high").status_code == 422


def test_a_late_writer_is_refused(governing):
    governing.put(POLICY, BODY)
    late = governing.put(POLICY, BODY | {"severity": "low"}, headers={"If-Match": '"1-2"'})
    assert late.status_code == 412
    etag = governing.get(POLICY).headers["ETag"]
    assert governing.put(POLICY, BODY | {"severity": "low"}, headers={"If-Match": etag}).status_code == 200


def test_a_mistake_is_told_where_its_writer_sees_it(governing):
    answer = governing.put(POLICY, BODY | {"scope": "\n  servce.tier < 3"})
    [error] = answer.json()["errors"]
    assert (error["pointer"], error["line"], error["column"]) == ("/scope", 2, 3)


def test_a_word_that_is_none_of_those_there_are_is_refused_with_them(governing):
    answer = governing.put(POLICY, BODY | {"severity": "warning", "enforcement": {"production": "block"}})
    assert {error["pointer"]: error["detail"] for error in answer.json()["errors"]} == {
        "/severity": "`warning` is none of low, medium, high, critical.",
        "/enforcement/production": "`block` is none of off, audit, warn, enforce.",
    }
