"""Keys under which terms and shapes are recognised as meaning the same."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from catalog.contracts.schemas.digests import Digests
from catalog.contracts.schemas.shapes import Shape, Term


def term_signature(digests: Digests, term: Term) -> tuple[int, ...]:
    return tuple(sorted({digests.of(node) for node in term if node.value is not True and node.value != {}}))


def outline(shape: Shape) -> Hashable:
    """Equal for two shapes with equal signatures, and soon made."""
    return shape.type, frozenset(shape.properties), frozenset(shape.required)


def signature(digests: Digests, shape: Shape) -> Hashable:
    """Equal for two shapes that are written with equal parts."""
    return (
        shape.type,
        shape.integral,
        frozenset(shape.values) if shape.values is not None else None,
        frozenset((key, limit.value, limit.exclusive) for key, limit in shape.limits.items()),
        frozenset(shape.multiples),
        frozenset(shape.patterns),
        frozenset(shape.formats),
        frozenset(shape.contents),
        shape.unique is not None,
        term_signature(digests, shape.items),
        tuple(term_signature(digests, item) for item in shape.prefix),
        _terms(digests, shape.properties),
        frozenset(shape.required),
        None if shape.additional is None else term_signature(digests, shape.additional),
        _terms(digests, shape.pattern_members),
        frozenset(shape.conditions),
    )


def _terms(digests: Digests, terms: dict[str, Term]) -> frozenset[Any]:
    return frozenset((name, term_signature(digests, term)) for name, term in terms.items())
