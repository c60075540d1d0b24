"""However many references lead into one chain of references, each of its links is followed once."""

import dataclasses
import json
from collections import Counter
from typing import Any

import pytest

from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
from catalog.contracts.formats import format_named
from catalog.contracts.limits import Deadline
from catalog.contracts.load import load_document

LINKS, ENTRIES = 150, 100
A_FEW_TIMES = 12
"""So often each link may be looked at, for whatever reasons, and no more often where there are more entries."""

INFO = {"info": {"title": "t", "version": "1"}}
ASYNC_2, ASYNC_3 = ({"asyncapi": version, **INFO} for version in ("2.6.0", "3.0.0"))


class Link(dict[str, Any]):
    """A reference that counts how often somebody asks where it leads."""

    asked: Counter[str] = Counter()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked[key] += 1
        return super().get(key, default)


def chain(section: str, last: Any, **beside: Any) -> dict[str, Any]:
    """Components of a section of which each refers to the next."""
    links = {f"L{n}": {"$ref": f"#/components/{section}/L{n + 1}", **beside} for n in range(LINKS)}
    return {section: {**links, f"L{LINKS}": last}}


def entries(section: str, form: str = "/p{}") -> dict[str, Any]:
    return {form.format(n): {"$ref": f"#/components/{section}/L0"} for n in range(ENTRIES)}


def answering(kind: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": kind}}}
    return {"responses": {"200": {"description": "OK", "content": content}}}


def openapi(paths: Any, components: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", **INFO, "paths": paths, "components": components}


def paths(kind: str, **beside: Any) -> dict[str, Any]:
    return openapi(entries("pathItems"), chain("pathItems", {"get": answering(kind)}, **beside))


def paths_with_summaries(kind: str) -> dict[str, Any]:
    return paths(kind, summary="Shared")


def schemas(kind: str) -> dict[str, Any]:
    channel = {"subscribe": {"message": {"payload": {"$ref": "#/components/schemas/L0"}}}}
    held = chain("schemas", {"type": "object", "properties": {"a": {"type": kind}}})
    return {**ASYNC_2, "channels": {f"c{n}": channel for n in range(ENTRIES)}, "components": held}


def parameters(kind: str) -> dict[str, Any]:
    held = chain(
        "parameters", {"name": "q", "in": "query", "schema": {"type": "array", "items": {"type": kind}}}
    )
    get = {"get": {"parameters": [{"$ref": "#/components/parameters/L0"}], **answering("string")}}
    return openapi({f"/p{n}": get for n in range(ENTRIES)}, held)


def callbacks(kind: str) -> dict[str, Any]:
    called = {"done": {"{$url}": {"$ref": "#/components/pathItems/L0"}}}
    post = {"post": {**answering("string"), "callbacks": called}}
    return openapi({f"/p{n}": post for n in range(ENTRIES)}, paths(kind)["components"])


def messages(kind: str) -> dict[str, Any]:
    channel = {"subscribe": {"message": {"$ref": "#/components/messages/L0"}}}
    held = chain("messages", {"payload": {"type": kind}})
    return {**ASYNC_2, "channels": {f"c{n}": channel for n in range(ENTRIES)}, "components": held}


def channels(kind: str) -> dict[str, Any]:
    held = chain("channels", {"subscribe": {"message": {"payload": {"type": kind}}}})
    return {**ASYNC_2, "channels": entries("channels", "c{}"), "components": held}


def operations(kind: str) -> dict[str, Any]:
    held = chain("operations", {"action": "send", "channel": {"$ref": "#/channels/c"}})
    listed = {"channels": {"c": {"address": "c", "messages": {"m": {"payload": {"type": kind}}}}}}
    return {**ASYNC_3, **listed, "operations": entries("operations", "o{}"), "components": held}


def counted(tree: dict[str, Any]) -> Document:
    """The document with the links of the chain counting who asks them."""
    document = load_document(json.dumps(tree))
    components = {
        section: {name: Link(value) if "$ref" in value else value for name, value in held.items()}
        for section, held in document.tree["components"].items()
    }
    Link.asked.clear()
    return dataclasses.replace(document, tree={**document.tree, "components": components})


CONTRACTS = [paths, paths_with_summaries, parameters, callbacks, messages, channels, operations, schemas]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_to_name_the_operations(contract: Any) -> None:
    document = counted(contract("string"))

    assert format_named(document.format).operations(document)
    assert Link.asked["$ref"] <= A_FEW_TIMES * LINKS


@pytest.mark.parametrize("contract", CONTRACTS)
def test_to_find_mistakes(contract: Any) -> None:
    document = counted(contract("string"))

    assert list(format_named(document.format).validate(document, Deadline(60))) == []
    assert Link.asked["$ref"] <= A_FEW_TIMES * LINKS


@pytest.mark.parametrize("contract", CONTRACTS)
def test_to_tell_what_is_documented(contract: Any) -> None:
    document = counted(contract("string"))

    assert format_named(document.format).documentation(document).operations
    assert Link.asked["$ref"] <= A_FEW_TIMES * LINKS


@pytest.mark.parametrize("contract", CONTRACTS)
def test_to_compare(contract: Any) -> None:
    previous, current = (counted(contract(kind)) for kind in ("string", "number"))

    assert len(compare_documents(previous, current).changes) == 1
    assert Link.asked["$ref"] <= 2 * A_FEW_TIMES * LINKS


def test_to_compare_links_by_name() -> None:
    def document(name: str) -> Document:
        links = {f"l{n}": {"operationId": f"{name}{n}"} for n in range(ENTRIES)}
        get = {"responses": {"200": {"description": "OK", "links": links}}}
        whole = paths("string")
        return counted(whole | {"paths": {**whole["paths"], "/linked": {"get": get}}})

    assert len(compare_documents(document("a"), document("b")).changes) == ENTRIES
    assert Link.asked["$ref"] <= 2 * A_FEW_TIMES * LINKS
