"""YAML text to a tree of JSON values, and back from a pointer to a place in the text.

Source: the OpenAPI specification asks for YAML 1.2 with the tags of the JSON schema and with keys that are
plain strings (the failsafe schema). So a key is its text (`200:` is "200", `on:` is "on"), dates stay
strings, and words and numbers are those of the core schema, except that `012` stays the string that its
author typed: YAML 1.1 and 1.2 read two different numbers there. Anchors and merge keys (`<<`) are understood,
since real descriptions use them; tags that mean nothing in JSON are refused.

The tree is built from the parser's events without recursion. An alias shares the node of its anchor, and
what it would add if it were written out is counted.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
_MERGE = object()
_CHARACTERS_PER_NODE = 64

Places = dict[int, dict[str, tuple[int, int]]]


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet, or the stream, a sequence of documents."""

    node: Any
    is_mapping: bool
    event: yaml.CollectionStartEvent | None = None
    size_before: int = 0
    places: dict[str, tuple[int, int]] | None = None
    key: Any = None
    key_event: yaml.Event | None = None
    merged: tuple[dict[str, Any], ...] = ()


def parse_yaml(text: str, limits: Limits, deadline: Deadline) -> Any:
    """The tree of a YAML text; raises `DocumentError` with line and column."""
    return _Builder(limits, deadline).build(text)


class YamlPlaces:
    """Finds places in a YAML text that has been parsed before."""

    def __init__(self, text: str, limits: Limits, deadline: Deadline) -> None:
        self._places: Places = {}
        builder = _Builder(limits, deadline, self._places)
        self._tree = builder.build(text)
        self._root = builder.root_place

    def locate(self, tokens: list[str]) -> tuple[int, int]:
        """Line and column of the key or item that the tokens lead to, or of its nearest ancestor."""
        node, place = self._tree, self._root
        for token in tokens:
            found = self._places.get(id(node), {}).get(token)
            if found is None:
                break
            place = found
            node = step(node, token)
        return place


class _Builder:
    """Builds the tree; with `places` given it also notes where each child of a container stands.

    `_scalar` and what it calls are written for speed: they run for most of a document's events.
    """

    def __init__(self, limits: Limits, deadline: Deadline, places: Places | None = None) -> None:
        self.root_place = (1, 1)
        self._limits = limits
        self._deadline = deadline
        self._places = places
        self._documents: list[Any] = []
        self._top = _Open(self._documents, is_mapping=False)
        self._below: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int] | None] = {}
        self._size = 0
        self._alias_size = 0

    def build(self, text: str) -> Any:
        handlers: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: self._start_mapping,
            yaml.MappingEndEvent: self._end_mapping,
            yaml.SequenceStartEvent: self._start_sequence,
            yaml.SequenceEndEvent: self._end,
        }
        for count, event in enumerate(_events(text)):
            if count % 8_192 == 0:
                self._deadline.check()
            handle = handlers.get(type(event))
            if handle is not None:
                handle(event)
        return self._documents[0] if self._documents else None

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        text = event.value
        size = 1 + len(text) // _CHARACTERS_PER_NODE
        self._count(event, size)
        top = self._top
        is_key = top.key is None and top.is_mapping
        value = text if is_key else _scalar_value(event, text)
        if event.anchor:
            self._anchors[event.anchor] = (value, size)
        if is_key:
            _take_key(top, event, text, may_merge=event.implicit[0])
        else:
            self._take_value(top, event, value)

    def _alias(self, event: yaml.AliasEvent) -> None:
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
        top = self._top
        if top.key is not None or not top.is_mapping:
            self._take_value(top, event, value)
        elif isinstance(value, str):
            _take_key(top, event, value, may_merge=False)
        else:
            _refuse(event, "A mapping key must be text")

    def _start_mapping(self, event: yaml.MappingStartEvent) -> None:
        self._start(event, _Open({}, is_mapping=True, event=event, size_before=self._size), "map")

    def _start_sequence(self, event: yaml.SequenceStartEvent) -> None:
        self._start(event, _Open([], is_mapping=False, event=event, size_before=self._size), "seq")

    def _start(self, event: yaml.CollectionStartEvent, opened: _Open, tag: str) -> None:
        top = self._top
        if top.key is None and top.is_mapping:
            _refuse(event, "A mapping key must be text")
        if event.tag not in {None, "!", _TAG + tag}:
            _refuse(event, f"The tag {event.tag} has no meaning in JSON")
        if len(self._below) >= self._limits.max_depth:
            _refuse(event, f"The document is nested deeper than {self._limits.max_depth} levels")
        if event.anchor:
            self._anchors[event.anchor] = None
        if self._places is not None:
            opened.places = self._places[id(opened.node)] = {}
        self._below.append(top)
        self._top = opened
        self._count(event, 1)

    def _end_mapping(self, event: yaml.Event) -> None:
        closed = self._top
        for source in closed.merged:
            for key, value in source.items():
                closed.node.setdefault(key, value)
            if self._places is not None and closed.places is not None:
                for key, place in self._places[id(source)].items():
                    closed.places.setdefault(key, place)
        self._end(event)

    def _end(self, _event: yaml.Event) -> None:
        closed, self._top = self._top, self._below.pop()
        start = closed.event
        if start is not None and start.anchor:
            self._anchors[start.anchor] = (closed.node, self._size - closed.size_before)
        self._take_value(self._top, start, closed.node)

    def _take_value(self, top: _Open, event: yaml.Event | None, value: Any) -> None:
        """Puts a finished value where it belongs: behind the key before it, or at the end of a sequence."""
        if not top.is_mapping:
            if top.places is not None:
                top.places[str(len(top.node))] = _place(event)
            top.node.append(value)
            if top.node is self._documents:
                self._take_root(event)
        elif top.key is _MERGE:
            top.key = None
            top.merged += _merged(event, value)
        else:
            if top.places is not None:
                top.places[top.key] = _place(top.key_event)
            top.node[top.key] = value
            top.key = None

    def _take_root(self, event: yaml.Event | None) -> None:
        if len(self._documents) > 1:
            _refuse(event, "The file holds more than one YAML document")
        self.root_place = _place(event)

    def _count(self, event: yaml.Event, size: int) -> None:
        self._size += size
        if self._size > self._limits.max_nodes:
            _refuse(event, f"The document has more than {self._limits.max_nodes:,} values")


def _take_key(top: _Open, event: yaml.Event, key: str, *, may_merge: bool) -> None:
    if key in top.node:
        _refuse(event, f"The key {key!r} stands twice in the same mapping")
    top.key = _MERGE if may_merge and key == "<<" else key
    top.key_event = event


def _merged(event: yaml.Event | None, value: Any) -> tuple[dict[str, Any], ...]:
    sources = value if isinstance(value, list) else [value]
    if not all(isinstance(source, dict) for source in sources):
        _refuse(event, "A merge key (<<) takes a mapping or a sequence of mappings")
    return tuple(sources)


def _scalar_value(event: yaml.ScalarEvent, text: str) -> Any:
    tag = event.tag
    if tag is None:
        return _plain_value(event, text) if event.implicit[0] else text
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
    if text and text[0] not in _START_OF_NO_TEXT:
        return text
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


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from iter(yaml.CSafeLoader(text).get_event, None)
    except yaml.MarkedYAMLError as error:
        reason = f"The YAML is not valid: {', '.join(p for p in (error.context, error.problem) if p)}"
        line, column = _marked(error.problem_mark or error.context_mark)
        raise DocumentError(reason, line=line, column=column) from error
    except ReaderError as error:
        before = text.encode()[: error.position].decode(errors="ignore")  # libyaml counts bytes
        line, column = LineIndex(text).place(len(before))
        raise DocumentError(f"The YAML is not valid: {error.reason}", line=line, column=column) from error


def _place(event: yaml.Event | None) -> tuple[int, int]:
    return _marked(event.start_mark if event else None)


def _marked(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _refuse(event: yaml.Event | None, reason: str) -> NoReturn:
    line, column = _place(event)
    raise DocumentError(reason, line=line, column=column)
