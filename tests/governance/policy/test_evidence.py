"""A verdict keeps the values that its expressions name, by where they stand."""

import pytest

from governance.policy.model import Policy
from tests.governance.policy.documents import a_dependency, a_document, a_service, attested


@pytest.fixture
def evidence(pool, now):
    def evidence(rule, document=None, **parts):
        policy = Policy(slug="draft", title="", rule=rule, **parts)
        return pool.evaluate([policy], document or a_document(), now)["draft"].evidence

    return evidence


def test_members(evidence) -> None:
    assert evidence("service.tier < 3 && owner.contacts['on_call'] != ''") == {
        "service.tier": 2,
        "owner.contacts.on_call": "payments-rota",
    }


def test_every_element_that_a_macro_looks_at(evidence) -> None:
    assert evidence("contracts.all(c, c.versions.exists(v, v.review.breaking < 1))") == {
        "contracts[orders-api].versions[2.1.0].review.breaking": 0
    }


def test_what_variables_lead_to(evidence) -> None:
    variables = {"used": "dependencies.filter(d, d.registered)", "unused": "service.tier"}
    assert evidence("used.all(d, !d.cyclic)", variables=variables) == {
        "dependencies[stock].cyclic": False,
        "dependencies[stock].registered": True,
        "service.tier": 2,
    }


def test_attested_facts(evidence) -> None:
    document = a_document(**attested(**{"api-gateway": {"limits": {"per-minute": 60}}}))
    assert evidence("facts['api-gateway'].limits['per-minute'] > 0", document) == {
        "facts[api-gateway].limits[per-minute]": 60
    }


def test_of_a_scope_that_does_not_hold_only_what_the_scope_names(evidence) -> None:
    assert evidence("service.tier == 1", scope="service.kind == 'bff'") == {"service.kind": "service"}


def test_what_is_absent_is_left_out(evidence) -> None:
    document = a_document()
    del document["dependencies"]
    assert evidence("dependencies.all(d, d.registered) && service.tier == 1", document) == {"service.tier": 2}


def test_elements_of_the_same_name_are_told_apart(evidence) -> None:
    document = a_document(
        dependencies=[a_dependency(), a_dependency(contract="stock-events", registered=False)]
    )
    assert evidence("dependencies.all(d, d.registered)", document) == {
        "dependencies[stock:0].registered": True,
        "dependencies[stock:1].registered": False,
    }


def test_large_values_are_cut_and_counted(evidence) -> None:
    document = a_document(
        service={"purpose": "x" * 1000, "labels": {f"label-{n}": "x" * 40 for n in range(50)}}
    )
    found = evidence("service.purpose != '' && service.labels.size() > 0", document)
    assert found["service.purpose"] == "x" * 400 + "…"
    assert found["service.labels"] == "50 members"


def test_there_are_never_too_many(evidence) -> None:
    links = [{"title": f"Link {n}", "url": "https://example.org"} for n in range(500)]
    document = a_document(service=a_service(links=links))
    assert len(evidence("service.links.all(l, l.title != '')", document)) == 40
