"""References by name: `$anchor`, `$id` and `$dynamicRef` become pointers into the document.

A schema with an `$id` is a resource of its own, whose references are relative to it (JSON Schema 2020-12, Core
8.2). This is worked out once for a document that uses these keywords; everything else only sees pointers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import orjson

from catalog.contracts.documents.bundles import MOUNT
from catalog.contracts.documents.pointers import join

_USED = re.compile(rb'"\$(?:id|anchor|dynamicAnchor|dynamicRef)":')
_LITERALS = frozenset({"const", "default", "enum", "example", "examples"})
_MAPS = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"})
_NAMING = frozenset({"$id", "$anchor", "$dynamicAnchor"})
_DOCUMENT = ""


def with_pointers(tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with every reference that names a schema in it spelled as a pointer; the tree itself where none does.

    A `$dynamicRef` becomes a `$ref` where one schema only can be meant; otherwise it stays, with all that can be, so
    that it counts as changed when one of them does.
    """
    try:
        text = orjson.dumps(tree)
    except orjson.JSONEncodeError:
        # Numbers beyond 64 bits; what is not rewritten is undecided where it matters.
        return tree
    if _USED.search(text) is None:
        return tree
    names = _Names()
    for pointer, base, node in _schemas(tree):
        names.add(pointer, base, node)
    rewritten: dict[str, Any] = _rewritten(tree, _DOCUMENT, names)
    return rewritten


@dataclass(eq=False, slots=True)
class _Names:
    """The pointers of resources by URI and of anchors by URI and name."""

    resources: dict[str, str] = field(default_factory=lambda: {_DOCUMENT: "#"})
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    dynamic: dict[str, set[str]] = field(default_factory=dict)

    def add(self, pointer: str, base: str, node: dict[str, Any]) -> None:
        if isinstance(node.get("$id"), str):
            self.resources.setdefault(base, pointer)
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(name := node.get(keyword), str):
                self.anchors.setdefault((base, name), pointer)
        if isinstance(name := node.get("$dynamicAnchor"), str):
            self.dynamic.setdefault(name, set()).add(pointer)

    def pointer(self, reference: str, base: str) -> str | None:
        """Where a reference leads, None where to is not in this document or cannot be told."""
        if reference.startswith(f"#/{MOUNT}/"):
            return reference  # it was made of the path of a file, whatever that file calls itself
        location, fragment = urldefrag(reference)
        resource = urljoin(base, location) if location else base
        root = self.resources.get(resource)
        if root is None:
            return None
        if fragment and not fragment.startswith("/"):
            return self.anchors.get((resource, unquote(fragment)))
        return root + fragment if resource else reference

    def dynamic_pointers(self, reference: str, base: str) -> list[str]:
        """Where a dynamic reference can lead: to one place only unless several have its `$dynamicAnchor`."""
        pointer, name = self.pointer(reference, base), reference.partition("#")[2]
        candidates = self.dynamic.get(name, set())
        if pointer is None or pointer not in candidates:
            return [] if pointer is None else [pointer]
        return sorted(candidates)


def _schemas(tree: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every object with its pointer and the URI of the resource that it belongs to."""
    waiting: list[tuple[str, str, Any, str]] = [("#", _DOCUMENT, tree, "")]
    while waiting:
        pointer, base, node, role = waiting.pop()
        if isinstance(node, dict):
            base = _base(base, node)
            yield pointer, base, node
            parts = [(key, part) for key, part in node.items() if not _literal(key, role)]
            waiting.extend((join(pointer, key), base, part, key) for key, part in parts)
        elif isinstance(node, list):
            waiting.extend((f"{pointer}/{index}", base, part, "") for index, part in enumerate(node))


def _literal(key: str, role: str) -> bool:
    """Is what stands under a key a value and no schema? Under `properties`, keys are names."""
    return key in _LITERALS and role not in _MAPS


def _base(base: str, node: dict[str, Any]) -> str:
    stated = node.get("$id")
    return urldefrag(urljoin(base, stated))[0] if isinstance(stated, str) else base


def _rewritten(node: Any, base: str, names: _Names, role: str = "") -> Any:
    if isinstance(node, list):
        return [_rewritten(part, base, names) for part in node]
    if not isinstance(node, dict):
        return node
    base = _base(base, node)
    copy = {
        key: part if _literal(key, role) else _rewritten(part, base, names, key)
        for key, part in node.items()
        if not (key in _NAMING and isinstance(part, str))
    }
    if isinstance(reference := node.get("$ref"), str):
        copy["$ref"] = names.pointer(reference, base) or reference
    if isinstance(dynamic := node.get("$dynamicRef"), str):
        _resolve_dynamic(copy, names.dynamic_pointers(dynamic, base))
    return copy


def _resolve_dynamic(schema: dict[str, Any], pointers: list[str]) -> None:
    """Put what a dynamic reference leads to into its place, or all that it may lead to beside it."""
    references = [{"$ref": pointer} for pointer in pointers]
    if len(references) > 1:
        schema["$dynamicCandidates"] = references
    elif references:
        del schema["$dynamicRef"]
        schema["allOf"] = [*schema.get("allOf", ()), *references]
