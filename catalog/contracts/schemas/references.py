"""What a value refers to, read off its canonical text, which is sooner done than looking through the value."""

from __future__ import annotations

import re

import orjson

_REFERENCE = re.compile(rb'"\$(?:r|dynamicR)ef":"((?:[^"\\]|\\.)*+)"')
_PLAIN_REFERENCE, _DYNAMIC_REFERENCE = b'"$ref":"', b'"$dynamicRef":"'
_EXAMPLES = "#/components/examples/"


def references_in(text: bytes) -> list[str]:
    """What a value refers to, in the order of its text, but for examples, which are documentation."""
    if b'ef":"' not in text:  # as both keywords end
        return []
    stated = b'"'.join(rest.partition(b'"')[0] for rest in text.split(_PLAIN_REFERENCE)[1:])
    if _DYNAMIC_REFERENCE in text or b"\\" in stated:
        found = [
            orjson.loads(b'"' + reference + b'"') for reference in _REFERENCE.findall(text)
        ]  # slower by far
    else:
        found = stated.decode().split('"') if stated else []
    return [reference for reference in found if not reference.startswith(_EXAMPLES)]
