"""The page of a contract version says how it was judged, whom it hits, and what changed since any other."""

import re

from catalog.contracts.rules import RULES

ADDRESS = "/services/scoring/contracts/api/versions"


def test_a_failed_review_says_who_must_act(browse, landscape):
    page = browse(f"{ADDRESS}/1.1.0").text
    assert "It fails its review." in page
    assert "scoring acts" in page
    assert 'href="/teams/lending-team"' in page


def test_a_breaking_change_comes_with_a_message_that_shows_it(browse, landscape):
    page = browse(f"{ADDRESS}/1.1.0").text
    assert "breaking" in page
    assert "1.1.0 may answer" in page
    assert "which 1.0.0 ruled out" in page


def test_data_that_cannot_be_read_is_shown_as_data(browse, landscape):
    schema = '{"type": "record", "name": "Paid", "fields": [{"name": "amount", "type": "%s"}]}'
    landscape.service("ledger")
    landscape.submit("ledger", "1.0.0", schema % "int", format="avro")
    landscape.submit("ledger", "1.1.0", schema % "long", format="avro")
    page = " ".join(browse("/services/ledger/contracts/api/versions/1.1.0").text.split())
    assert "1.1.0 may write this as <code>Paid</code>, and 1.0.0 cannot read it:" in page


def test_it_says_how_compatible_its_versions_promise_to_be(browse, landscape):
    landscape.service("ledger")
    landscape.submit(
        "ledger", "1.0.0", 'syntax = "proto3";\nmessage Paid { int32 sum = 1; }\n', format="protobuf"
    )
    asked = {f"{ADDRESS}/1.0.0": "Backward", "/services/ledger/contracts/api/versions/1.0.0": "Full"}
    for address, mode in asked.items():
        assert f"<dt>Compatibility</dt> <dd> {mode} </dd>" in " ".join(browse(address).text.split())
    assert "<dt>Strictness</dt> <dd> FILE: generated code, by file </dd>" in " ".join(
        browse(address).text.split()
    )


def test_an_event_is_sent_and_what_is_undecided_names_its_place(browse, landscape):
    event = """{"asyncapi": "2.6.0", "info": {"title": "Paid", "version": "1"}, "channels": {"paid": {"subscribe":
        {"message": {"payload": {"type": "object", "properties": {"sum": {"type": %s}}}}}}}}"""
    landscape.service("ledger")
    for version, kind in (("1.0.0", '"integer"'), ("1.1.0", '"number"'), ("1.2.0", '"amount"')):
        landscape.submit("ledger", version, event % kind, format="asyncapi")
    page = " ".join(browse("/services/ledger/contracts/api/versions/1.1.0").text.split())
    assert (
        "1.1.0 may come with this event (<code>send paid</code>), whose message payload 1.0.0 ruled out:"
        in page
    )
    page = browse("/services/ledger/contracts/api/versions/1.2.0").text
    assert "<code>type</code> should be the name of a type" in page
    assert "`type`" not in page


def test_a_change_leads_to_its_place_in_both_documents(browse, landscape):
    page = browse(f"{ADDRESS}/1.1.0").text
    for version in ("1.0.0", "1.1.0"):
        assert f"{ADDRESS}/{version}/document#line-" in page


def test_it_is_compared_with_any_other_version(browse, landscape, contract):
    landscape.submit("scoring", "1.2.0", contract("score", "grade", "band"))
    page = browse(f"{ADDRESS}/1.2.0?since=1.1.0").text
    assert "2 safe" in page
    assert "breaking" not in page.partition('id="changes"')[2].partition('id="operations"')[0]


def test_another_version_that_is_not_there_is_a_page_that_says_so(browse, landscape):
    page = browse(f"{ADDRESS}/1.1.0?since=9.9.9")
    assert page.status_code == 404
    assert "scoring/api 9.9.9 is not registered." in page.text


def test_an_operation_names_who_uses_it(browse, landscape):
    operations = browse(f"{ADDRESS}/1.0.0").text.partition('id="operations"')[2]
    assert 'href="/services/lending"' in operations


def test_a_review_under_way_shows_its_verdict_as_soon_as_there_is_one(browse, landscape, contract):
    landscape.submit_only("scoring", "1.2.0", contract("score", "grade"))
    page = browse(f"{ADDRESS}/1.2.0").text
    assert "The review is under way." in page
    assert 'hx-trigger="load delay:2s"' in page


def test_the_document_has_a_place_for_every_line(browse, landscape, contract):
    page = browse(f"{ADDRESS}/1.0.0/document").text
    for number in range(1, len(contract("score", "grade").splitlines()) + 1):
        assert f'id="line-{number}"' in page


def test_a_document_is_text_and_never_markup(browse, landscape, contract):
    hostile = contract("score", "grade") + "x-note: '<script>alert(1)</script>'\n"
    landscape.submit("scoring", "1.2.0", hostile)
    assert "<script>alert" not in browse(f"{ADDRESS}/1.2.0/document").text


def test_a_very_large_document_is_shown_without_colours(browse, landscape, contract):
    landscape.submit("scoring", "1.2.0", contract("score", "grade") + "# <b>\n" + "# filler\n" * 60_000)
    page = browse(f"{ADDRESS}/1.2.0/document").text
    assert "&lt;b&gt;" in page
    assert 'id="line-1"' not in page


def test_of_the_largest_documents_the_beginning_is_shown_and_the_rest_is_one_link_away(
    browse, landscape, contract
):
    landscape.submit("scoring", "1.2.0", contract("score", "grade") + "# filler\n" * 300_000 + "# the end\n")
    page = browse(f"{ADDRESS}/1.2.0/document").text
    assert "shortened" in page
    assert "# the end" not in page
    assert f'href="/api/v1{ADDRESS}/1.2.0/document"' in page


def test_a_change_leads_to_the_rule_that_found_it(browse, landscape):
    page = browse(f"{ADDRESS}/1.1.0").text
    linked = set(re.findall(r'href="/rules/([a-z-]+)"', page))
    assert linked
    assert linked <= RULES.keys()
