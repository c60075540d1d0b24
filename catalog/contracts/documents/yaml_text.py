"""YAML text to a tree of JSON values, and back from a pointer to a place in the text.

Source: the OpenAPI specification asks for YAML 1.2 with the tags of the JSON schema and with keys that are
plain strings (the failsafe schema). So a key is its text (`200:` is "200", `on:` is "on"), dates stay
strings, and words and numbers are those of the core schema, except that `012` stays the string that its
author typed: YAML 1.1 and 1.2 read two different numbers there. Anchors and merge keys (`<<`) are understood,
since real descriptions use them; tags that mean nothing in JSON are refused.

The tree is built from the parser's events by one call for each level, and those are limited. An alias shares
the node of its anchor, and what it would add if it were written out is counted.
"""

import re
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from types import NoneType
from typing import Any, NoReturn

import yaml
from yaml.reader import ReaderError

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.documents.pointers import step
from catalog.contracts.documents.positions import LineIndex
from catalog.contracts.limits import Deadline, Limits

_WORDS: dict[str, Any] = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)|0x[0-9a-fA-F]+|0o[0-7]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_START_OF_NO_TEXT = frozenset("+-.0123456789~nNtTfF")
_TAG = "tag:yaml.org,2002:"
_TAGGED: dict[str, type] = {"int": int, "float": float, "bool": bool, "null": NoneType}
_CHARACTERS_PER_NODE = 64
_EVENTS_PER_CHECK = 8_192

Places = dict[int, dict[str, tuple[int, int]]]


def parse_yaml(text: str, limits: Limits, deadline: Deadline) -> Any:
    """The tree of a YAML text; raises `DocumentError` with line and column."""
    return _Builder(limits, deadline).build(text)


class YamlPlaces:
    """Finds places in a YAML text that has been parsed before; it is parsed again when the first is asked for."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._read: tuple[Any, tuple[int, int], Places] | None = None

    def locate(self, tokens: list[str], deadline: Deadline) -> tuple[int, int]:
        """Line and column of the key or item that the tokens lead to, or of its nearest ancestor.

        Raises `OutOfTimeError`.
        """
        if self._read is None:
            places: Places = {}
            builder = _Builder(self._limits, deadline, places)
            self._read = builder.build(self._text), builder.root_place, places
        node, place, places = self._read
        for token in tokens:
            found = places.get(id(node), {}).get(token)
            if found is None:
                break
            place = found
            node = step(node, token)
        return place


class _Builder:
    """Builds the tree; with `places` given it also notes where each child of a container stands."""

    def __init__(self, limits: Limits, deadline: Deadline, places: Places | None = None) -> None:
        self.root_place = (1, 1)
        self._limits = limits
        self._most = limits.max_nodes
        self._deadline = deadline
        self._places = places
        self._noted: list[Any] = []
        self._events: Iterator[Any] = iter(())
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        self._depth = 0
        self._size = 0
        self._alias_size = 0

    def build(self, text: str) -> Any:
        documents: list[Any] = []
        self._events = _events(text, self._deadline)
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                if documents:
                    _refuse(event, "The file holds more than one YAML document")
                self.root_place = _place(event)
                documents.append(self._value(event))
        return documents[0] if documents else None

    def _value(self, event: Any) -> Any:
        """The value that begins with an event; scalars, which most are, take the shorter way."""
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event)
        if type(event) is yaml.AliasEvent:
            return self._alias(event)
        is_mapping = type(event) is yaml.MappingStartEvent
        if event.tag not in {None, "!", _TAG + ("map" if is_mapping else "seq")}:
            _refuse(event, f"The tag {event.tag} has no meaning in JSON")
        if self._depth >= self._limits.max_depth:
            _refuse(event, f"The document is nested deeper than {self._limits.max_depth} levels")
        if event.anchor:
            self._anchors[event.anchor] = None
        size_before = self._size
        self._count(event, 1)
        self._depth += 1
        node = self._mapping() if is_mapping else self._sequence()
        self._depth -= 1
        if event.anchor:
            self._anchors[event.anchor] = (node, self._size - size_before)
        return node

    def _mapping(self) -> dict[str, Any]:
        node: dict[str, Any] = {}
        places = self._places_in(node)
        merged: list[Any] = []
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._key(event)
            if key in node:
                _refuse(event, f"The key {key!r} stands twice in the same mapping")
            value_event = next(self._events)
            value = self._value(value_event)
            if key == "<<" and type(event) is yaml.ScalarEvent and event.implicit[0]:
                merged += _merged(value_event, value)
                continue
            node[key] = value
            if places is not None:
                places[key] = _place(event)
        for source in merged:
            self._merge(source, node)
        return node

    def _sequence(self) -> list[Any]:
        node: list[Any] = []
        places = self._places_in(node)
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                break
            if places is not None:
                places[str(len(node))] = _place(event)
            node.append(self._value(event))
        return node

    def _places_in(self, node: Any) -> dict[str, tuple[int, int]] | None:
        if self._places is None:
            return None
        # An inline source of a merge is not in the tree; its identity must not pass on.
        self._noted.append(node)
        places = self._places[id(node)] = {}
        return places

    def _merge(self, source: dict[str, Any], node: dict[str, Any]) -> None:
        for key, value in source.items():
            node.setdefault(key, value)
        if self._places is not None:
            self._places[id(node)] = self._places[id(source)] | self._places[id(node)]

    def _key(self, event: Any) -> str:
        if type(event) is yaml.ScalarEvent:
            key: str = event.value
            self._size += 1 + len(key) // _CHARACTERS_PER_NODE  # held against the limit with the value
            if event.anchor:
                self._anchors[event.anchor] = (key, 1 + len(key) // _CHARACTERS_PER_NODE)
            return key
        known = self._alias(event) if type(event) is yaml.AliasEvent else None
        if not isinstance(known, str):
            _refuse(event, "A mapping key must be text")
        return known

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        value = text = event.value
        if event.tag is not None:
            value = _tagged_value(event, event.tag, text)
        elif event.implicit[0] and (not text or text[0] in _START_OF_NO_TEXT):
            value = _plain_value(event, text)
        size = 1 + len(text) // _CHARACTERS_PER_NODE
        self._size += size
        if self._size > self._most:
            self._refuse_size(event)
        if event.anchor:
            self._anchors[event.anchor] = (value, size)
        return value

    def _alias(self, event: yaml.AliasEvent) -> Any:
        if event.anchor not in self._anchors:
            _refuse(event, f"The alias *{event.anchor} has no anchor before it")
        anchored = self._anchors[event.anchor]
        if anchored is None:
            _refuse(event, f"The alias *{event.anchor} stands inside what it names, which would never end")
        value, size = anchored
        self._alias_size += size
        if self._alias_size > self._limits.max_alias_nodes:
            _refuse(event, f"The aliases expand to more than {self._limits.max_alias_nodes:,} values")
        self._count(event, size)
        return value

    def _count(self, event: yaml.Event, size: int) -> None:
        self._size += size
        if self._size > self._most:
            self._refuse_size(event)

    def _refuse_size(self, event: yaml.Event) -> NoReturn:
        _refuse(event, f"The document has more than {self._most:,} values")


def _merged(event: yaml.Event, value: Any) -> list[Any]:
    sources = value if isinstance(value, list) else [value]
    if not all(isinstance(source, dict) for source in sources):
        _refuse(event, "A merge key (<<) takes a mapping or a sequence of mappings")
    return sources


def _tagged_value(event: yaml.Event, tag: str, text: str) -> Any:
    kind = tag.removeprefix(_TAG)
    if kind in {"!", "str"}:
        return text
    value = _plain_value(event, text)
    if kind == "float" and type(value) is int:
        return float(value)
    if kind not in _TAGGED or type(value) is not _TAGGED[kind]:
        _refuse(event, f"The tag {tag} does not fit JSON or does not fit {text!r}")
    return value


def _plain_value(event: yaml.Event, text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return _integer(event, text)
    if _FLOAT.fullmatch(text):
        return _float(event, text)
    if _NOT_FINITE.fullmatch(text):
        _refuse(event, f"{text} is no number in JSON")
    return text


def _integer(event: yaml.Event, text: str) -> int:
    try:
        value = int(text, 0)
        str(value)  # bounded as int() is for decimal digits only: JSON could not hold a hexadecimal one
    except ValueError:
        _refuse(event, "The document holds an integer with too many digits")
    return value


def _float(event: yaml.Event, text: str) -> float:
    value = float(text)
    if not isfinite(value):
        _refuse(event, f"The number {text} is out of range")
    return value


def _events(text: str, deadline: Deadline) -> Iterator[yaml.Event]:
    try:
        events = iter(yaml.CSafeLoader(text).get_event, None)
        for event in events:
            deadline.check()
            yield event
            yield from islice(events, _EVENTS_PER_CHECK)
    except yaml.MarkedYAMLError as error:
        reason = f"The YAML is not valid: {', '.join(p for p in (error.context, error.problem) if p)}"
        line, column = _marked(error.problem_mark or error.context_mark)
        raise DocumentError(reason, line=line, column=column) from error
    except ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
        line, column = LineIndex(text).place(len(before))
        raise DocumentError(f"The YAML is not valid: {error.reason}", line=line, column=column) from error


def _place(event: yaml.Event) -> tuple[int, int]:
    return _marked(event.start_mark)


def _marked(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refuse(event: yaml.Event, reason: str) -> NoReturn:
    line, column = _place(event)
    raise DocumentError(reason, line=line, column=column)
