"""A witness says which version takes the message and which refuses it, and is coloured as what it is."""

import re

from catalog.portal.highlight import message_html

PROTO = """syntax = "proto3";
service Reports {{ rpc Get(Ask) returns (Report); }}
message Ask {{}}
message Report {{ {type} score = 1; }}
"""


def test_it_names_the_version_that_takes_it_whoever_sends_it(browse, world):
    world.service("scoring")
    world.submit("scoring", "1.0.0", PROTO.format(type="float"), format="protobuf")
    world.submit("scoring", "1.1.0", PROTO.format(type="uint32"), format="protobuf")
    page = browse("/services/scoring/contracts/api/versions/1.1.0").text
    caption = page.partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert "was taken by 1.0.0 and is refused by 1.1.0" in " ".join(caption.split())


def test_only_what_is_json_of_it_is_coloured_as_json():
    protobuf = {"type": "Report", "encoding": "binary", "bytes": "15 00", "refusal": "wrong wire type"}
    shown = message_html({"instance": {"score": 1.5}, "protobuf": protobuf})
    assert '<span class="nt">"score"</span>' in shown
    assert "Bytes: 15 00" in shown


def test_a_request_of_graphql_is_coloured_as_one():
    witness = {"query": "{ order { id } }", "part": "request", "instance": None}
    assert 'class="err"' not in message_html(witness)


def test_a_second_library_can_be_asked(browse, landscape):
    versions = "/services/scoring/contracts/api/versions"
    page = browse(f"{versions}/1.1.0").text
    address = re.search(r'href="([^"]*/replay[^"]*)"', page)[1].replace("&amp;", "&")
    assert address.startswith(f"{versions}/1.1.0/changes/")
    assert address.endswith("?since=1.0.0")
    assert "openapi-core agrees" in browse(address).text


def test_what_no_second_library_reads_is_not_offered_to_it(browse, world):
    world.service("scoring")
    world.submit("scoring", "1.0.0", PROTO.format(type="float"), format="protobuf")
    world.submit("scoring", "1.1.0", PROTO.format(type="uint32"), format="protobuf")
    assert "/replay" not in browse("/services/scoring/contracts/api/versions/1.1.0").text
