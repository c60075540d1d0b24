"""What a document makes of the second library stays within limits, and does not end who asks it."""

import json
import sys
import time

import pytest

from catalog.contracts.changes import Change
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.load import load_document
from catalog.contracts.openapi.exchanges import Exchange, refusals
from catalog.contracts.replay import Replayer

MEGABYTE = 1024 * 1024


def described(least: int, items: int, ways: int, path: str = "/batches") -> Document:
    """An operation that takes a list whose items may be of many kinds, one number each, from `least` on."""
    kinds = [
        {"type": "integer", "minimum": number, "maximum": number} for number in range(least, least + ways)
    ]
    schema = {"type": "array", "minItems": items, "items": {"anyOf": kinds}}
    operation = {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "Done"}},
    }
    paths = {path: {"post": operation}}
    info = {"title": "Batches", "version": "1"}
    return load_document(json.dumps({"openapi": "3.0.3", "info": info, "paths": paths}))


def narrowed(items: int, ways: int, path: str = "/batches") -> tuple[Document, Document, Change]:
    """A pair that no longer takes the list of zeros: openapi-core keeps why no item is of any of the kinds."""
    previous, current = described(0, items, ways, path), described(1, items, ways, path)
    changes = [change for change in compare_documents(previous, current).changes if change.witness]
    return previous, current, changes[0]


HUGE = narrowed(1_500, 190)
SMALL = narrowed(2, 2)


@pytest.mark.parametrize(
    ("seconds", "memory", "reason"),
    [
        (60, 200 * MEGABYTE, "openapi-core needs more than 200 megabytes of memory, or nests too deeply"),
        (0.3, 2000 * MEGABYTE, "openapi-core takes more than 0.3 seconds of computing"),
    ],
)
def test_a_replay_that_runs_out_is_not_replayed_and_the_next_one_is(
    seconds: float, memory: int, reason: str
) -> None:
    with Replayer(seconds, memory) as replayer:
        ran_out, next_one = replayer.replay(*HUGE), replayer.replay(*SMALL)

    assert (ran_out.answer, ran_out.reason) == ("not replayed", reason)
    assert next_one.answer == "agrees"


def test_the_limits_hold_where_nobody_states_others() -> None:
    started = time.process_time()
    with Replayer() as replayer:
        replay = replayer.replay(*HUGE)

    assert replay.reason == "openapi-core needs more than 512 megabytes of memory, or nests too deeply"
    assert time.process_time() - started < 1, "it is not this process that does the work"


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("/bin/false", "catalog.contracts.replay_worker ended with 1"),
        ("/no/such/python", "[Errno 2] No such file or directory: '/no/such/python'"),
    ],
)
def test_without_a_process_nothing_is_replayed(
    program: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Replayer() as replayer, monkeypatch.context() as machine:
        machine.setattr(sys, "executable", program)
        refused = replayer.replay(*SMALL)
        machine.undo()
        next_one = replayer.replay(*SMALL)

    wanted = f"openapi-core cannot be asked: No worker can be started: {reason}"
    assert (refused.answer, refused.reason) == ("not replayed", wanted)
    assert next_one.answer == "agrees"


def test_a_reason_is_no_longer_than_anybody_reads() -> None:
    document = described(0, 1, 1)
    body = {"content_type": "application/json", "body": {"zero": [0] * 1_000}}

    (reason,) = refusals(Exchange(document.tree, "/batches", "post", request=body))

    assert reason.startswith("{'zero': [0, 0")
    assert len(reason) == 301


@pytest.mark.parametrize("path", ["/all batches", "/batches/\u202e", "/batches/\x00"])
def test_an_operation_is_found_whatever_its_path_is_made_of(path: str) -> None:
    with Replayer() as replayer:
        replay = replayer.replay(*narrowed(1, 1, path))

    assert (replay.answer, replay.reason) == ("agrees", "")


def test_a_message_with_numbers_beyond_64_bits_is_replayed() -> None:
    previous, current = described(2**70, 1, 1), described(2**70 + 1, 1, 1)
    (change,) = [
        one
        for one in compare_documents(previous, current).changes
        if one.witness and one.direction == "request"
    ]

    with Replayer() as replayer:
        replay = replayer.replay(previous, current, change)

    assert (replay.answer, replay.reason) == ("agrees", "")


def test_what_the_library_says_of_a_name_steers_nothing() -> None:
    with Replayer() as replayer:
        replay = replayer.replay(*narrowed(1, 1, "/batches\n\x1b[31m"))

    assert replay.answer == "disagrees"
    assert r"\u001b[31m" in replay.reason
    assert replay.reason.isprintable()
