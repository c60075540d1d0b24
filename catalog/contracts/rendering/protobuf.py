"""A witness of protobuf: the message in JSON, its bytes, and what the other side makes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

_BYTES = 64


def lines(witness: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a witness that has `protobuf` (`catalog/contracts/protobuf/proof.py`)."""
    written = witness["protobuf"]
    yield f"{written['type']} in {written['encoding']}"
    yield ""
    yield from _json(witness["instance"])
    yield ""
    if "bytes" in written:
        octets = written["bytes"].split(" ") if written["bytes"] else []
        rest = f" … ({len(octets)} bytes)" if len(octets) > _BYTES else ""
        yield f"Bytes: {' '.join(octets[:_BYTES]) or 'none'}{rest}"
    if "refusal" in written:
        yield f"Refused: {' '.join(written['refusal'].split())}"
    else:
        yield "Read as:"
        yield from _json(written["read_as"])


def _json(value: Any) -> list[str]:
    return json.dumps(value, indent=2, ensure_ascii=False).split("\n")
