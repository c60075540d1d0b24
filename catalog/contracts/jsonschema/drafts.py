"""The drafts of JSON Schema, and how a schema of an older one is written in the newest.

Every keyword that asserts something has a counterpart in 2020-12, or is read in both spellings by the engine (`items`
as a list with `additionalItems`, `dependencies`). What remains is done here, object by object: nothing moves, so that
pointers lead to the same places in the rewritten tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import resolve, split
from catalog.contracts.schemas.values import canonical, is_number

Draft = Literal["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"]

DRAFTS: tuple[Draft, ...] = ("draft-04", "draft-06", "draft-07", "2019-09", "2020-12")
NEWEST: Draft = "2020-12"
URIS: dict[Draft, str] = {
    **{draft: f"http://json-schema.org/{draft}/schema#" for draft in DRAFTS[:3]},
    **{draft: f"https://json-schema.org/draft/{draft}/schema" for draft in DRAFTS[3:]},
}
UNSUPPORTED = re.compile(r"https?://json-schema\.org/draft-0[0-35]/")

_URI = re.compile(r"https?://json-schema\.org/(?:draft/)?(draft-0[467]|2019-09|2020-12)/(?:hyper-)?schema#?")

_SINCE: dict[str, Draft] = {
    **dict.fromkeys(("const", "contains", "propertyNames"), "draft-06"),
    **dict.fromkeys(("if", "then", "else", "contentEncoding", "contentMediaType"), "draft-07"),
    **dict.fromkeys(("dependentRequired", "dependentSchemas", "minContains", "maxContains"), "2019-09"),
    **dict.fromkeys(("unevaluatedItems", "unevaluatedProperties", "$anchor", "$recursiveRef"), "2019-09"),
    **dict.fromkeys(("prefixItems", "$dynamicRef", "$dynamicAnchor"), "2020-12"),
}
"""Keywords that mean nothing in older drafts."""

_SAYS_NOTHING = frozenset({"$schema", "$vocabulary", "$recursiveAnchor", "discriminator"})
_BESIDE_A_REFERENCE = frozenset({"$ref", "definitions", "title", "description", MOUNT})
"""What is left of a schema with a `$ref` in drafts in which nothing counts beside it."""

_ONE = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
)
_ALONE = (*_ONE, "unevaluatedItems", "unevaluatedProperties")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems", "items")
_MAPS = ("properties", "patternProperties", "dependentSchemas", "dependencies", "definitions", "$defs", MOUNT)

_HOLDING = tuple(dict.fromkeys((*_ALONE, *_LISTS, *_MAPS)))

Check = Callable[[], None]


_NOT_IN: dict[Draft, frozenset[str]] = {
    draft: _SAYS_NOTHING | {key for key, since in _SINCE.items() if DRAFTS.index(since) > age}
    for age, draft in enumerate(DRAFTS)
}
"""Keywords that are left out of a schema of a draft."""

_MOVED = {
    "draft-04": rb'|"id":"|"exclusiveM(?:in|ax)imum":(?:true|false)',
    "draft-06": rb'|"\$id":"#',
    "draft-07": rb'|"\$id":"#',
}
_SAID_OTHERWISE = {
    draft: re.compile(
        b'"(?:%s)":' % b"|".join(re.escape(key).encode() for key in (*keys, "$recursiveRef"))
        + _MOVED.get(draft, b"")
    )
    for draft, keys in _NOT_IN.items()
}
"""What an older draft says in other words than the newest, as it looks in a text."""
_REFERENCE = re.compile(rb'\{"\$ref":"(?:[^"\\]|\\.)*+"\}')
"""A reference that stands alone."""


def draft_of(schema: Any) -> Draft | None:
    """The draft that a schema says it is written in; None where it names none that is known."""
    stated = schema.get("$schema") if isinstance(schema, dict) else None
    named = _URI.fullmatch(stated) if isinstance(stated, str) else None
    return next((draft for draft in DRAFTS if named and named[1] == draft), None)


def schemas_below(schema: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Everything right below a schema that is a schema itself, with the tokens that lead to it."""
    for key in [key for key in _HOLDING if key in schema]:
        held = schema[key]
        if key in _ALONE and isinstance(held, dict | bool):
            yield (key,), held
        elif key in _LISTS and isinstance(held, list):
            yield from (((key, number), below) for number, below in enumerate(held))
        elif key in _MAPS and isinstance(held, dict):
            yield from (((key, name), below) for name, below in held.items())


def _says_the_same(tree: dict[str, Any], draft: Draft) -> bool:
    """Is a tree of a draft read in the newest one as it stands, but for the `$schema` of the whole?

    Answered from its text, in which what an older draft says otherwise would be seen; unsure is no.
    """
    text = canonical({key: part for key, part in tree.items() if key != "$schema"})
    if _SAID_OTHERWISE[draft].search(text) is not None:
        return False
    newer = DRAFTS.index(draft) > DRAFTS.index("draft-07")
    return newer or len(_REFERENCE.findall(text)) == text.count(b'"$ref":')


def in_newest_draft(tree: dict[str, Any], draft: Draft, check: Check) -> dict[str, Any]:
    """The tree as it is written in 2020-12; a schema that names another draft than the document is of that one."""
    if _says_the_same(tree, draft):
        return {key: part for key, part in tree.items() if key != "$schema"}
    found = _Found(tree, check)
    found.collect(tree, draft)
    rewritten: dict[str, Any] = found.rewritten(tree)
    return rewritten


@dataclass(eq=False, slots=True)
class _Found:
    """The objects of a tree that are schemas, by identity, with their drafts."""

    tree: dict[str, Any]
    check: Check
    drafts: dict[int, Draft] = field(default_factory=dict)
    recursive: int = 0
    """How many schemas a `$recursiveRef` could lead to."""

    def collect(self, root: Any, draft: Draft) -> None:
        """Note a schema, all schemas below it, and those that references lead to."""
        waiting = [(root, draft)]
        while waiting:
            self.check()
            schema, around = waiting.pop()
            if not isinstance(schema, dict) or id(schema) in self.drafts:
                continue
            own = self.drafts[id(schema)] = draft_of(schema) or around
            self.recursive += schema.get("$recursiveAnchor") is True
            waiting.extend((below, own) for _, below in schemas_below(schema))
            waiting.extend((target, own) for target in self._targets(schema))

    def _targets(self, schema: dict[str, Any]) -> Iterator[Any]:
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference.startswith("#/"):
            try:
                yield resolve(self.tree, split(unquote(reference[1:])))
            except LookupError:
                return

    def rewritten(self, value: Any) -> Any:
        self.check()
        if isinstance(value, list):
            return [self.rewritten(item) for item in value]
        if not isinstance(value, dict):
            return value
        draft = self.drafts.get(id(value))
        if draft is not None:
            value = self._in_newest(value, draft, is_root=value is self.tree)
        return {key: self.rewritten(part) for key, part in value.items()}

    def _in_newest(self, schema: dict[str, Any], draft: Draft, *, is_root: bool) -> dict[str, Any]:
        age = DRAFTS.index(draft)
        if age <= DRAFTS.index("draft-07") and isinstance(schema.get("$ref"), str):
            kept = _BESIDE_A_REFERENCE | ({"$id", "id"} if is_root else set())
            schema = {key: part for key, part in schema.items() if key in kept}
        known = {key: part for key, part in schema.items() if key not in _NOT_IN[draft]}
        if draft == "draft-04":
            _bounds(known)
            _moved(known, "id", "$id")
        if age <= DRAFTS.index("draft-07") and str(known.get("$id", "")).startswith("#"):
            known["$anchor"] = known.pop("$id")[1:]
        self._recursion(known)
        return known

    def _recursion(self, schema: dict[str, Any]) -> None:
        """A `$recursiveRef` leads to the root, unless several schemas want to be led to (2019-09, Core 8.2.4.2)."""
        reference = schema.pop("$recursiveRef", None)
        if isinstance(reference, str):
            beside = schema.get("allOf", [])
            if self.recursive > 1:
                schema["$dynamicRef"] = reference
            elif isinstance(beside, list):  # else the whole schema is undecided
                schema["allOf"] = [*beside, {"$ref": reference}]


def _bounds(schema: dict[str, Any]) -> None:
    """In draft-04, that a bound is exclusive is a flag beside it."""
    for keyword, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        flag = schema.pop(exclusive, False)
        if flag is True and is_number(schema.get(keyword)):
            schema[exclusive] = schema.pop(keyword)


def _moved(schema: dict[str, Any], keyword: str, other: str) -> None:
    stated = schema.pop(keyword, None)
    if isinstance(stated, str):
        schema[other] = stated
