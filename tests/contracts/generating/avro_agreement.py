"""Verdicts about random pairs of Avro schemas beside what fastavro reads and what the avro package says.

`python -m tests.contracts.generating.avro_agreement --pairs 6000 --seed 1` counts them. With `--peer` the checker of
the `avro` package, which is no requirement of this project, is asked too: where it says something else, the pair is
shown. `--qualified` writes aliases with their namespace, which that checker does not add.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from importlib import import_module
from io import BytesIO
from typing import Any

import fastavro
from fastavro.read import SchemaResolutionError

from catalog.contracts.changes import Comparison
from catalog.contracts.compare import compare_documents
from catalog.contracts.load import load_document
from catalog.contracts.validate import validate
from tests.contracts.generating.avro import Data, TooDeepError, schema_pair

TRIES = 12
MODES = ("backward", "forward")


def compared(previous: Any, current: Any) -> Comparison:
    return compare_documents(json.dumps(previous), json.dumps(current), format="avro")


def is_valid(schema: Any) -> bool:
    problems = validate(load_document(json.dumps(schema), format="avro"))
    return all(problem.severity != "error" for problem in problems)


def unread(writer: Any, reader: Any, seed: int) -> Any:
    """A datum that fastavro writes with one schema and does not read with the other, None where none is found."""
    writing, reading = fastavro.parse_schema(writer), fastavro.parse_schema(reader)
    data = Data(random.Random(seed), writer)
    for _ in range(TRIES):
        text = BytesIO()
        try:
            datum = data.datum()
            fastavro.schemaless_writer(text, writing, datum)
            fastavro.schemaless_reader(BytesIO(text.getvalue()), writing, reading)
        except TooDeepError:
            continue
        except SchemaResolutionError:
            return datum
    return None


def sides(mode: str, previous: Any, current: Any) -> tuple[Any, Any]:
    """The writer's schema and the reader's."""
    return (previous, current) if mode == "backward" else (current, previous)


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Look for pairs of Avro schemas about which the engine is wrong."
    )
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--qualified", action="store_true")
    options = parser.parse_args()
    figures = Counter[str]()
    for number in range(options.pairs):
        previous, current = schema_pair(f"{options.seed}/{number}")
        if options.qualified:
            previous, current = _qualified(previous), _qualified(current)
        if previous == current or not is_valid(previous) or not is_valid(current):
            figures["pairs left out, equal or not valid"] += 1
            continue
        _count(figures, previous, current, number, peer=options.peer)
    sys.stdout.write(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")


def _count(figures: Counter[str], previous: Any, current: Any, number: int, *, peer: bool) -> None:
    found = compared(previous, current)
    for mode in MODES:
        writer, reader = sides(mode, previous, current)
        compatible, refused = found.is_compatible(mode), unread(writer, reader, number) is not None
        figures[f"{mode}: {'compatible' if compatible else 'not compatible'}"] += 1
        figures["compatible, and fastavro refuses a datum"] += compatible and refused
        figures["not compatible, and a datum drawn by lot shows it"] += not compatible and refused
        for change in found.violations(mode):
            figures["violations with a witness" if change.witness else "violations without a witness"] += 1
        if peer and (said := _peer_says(writer, reader)) is not compatible:
            figures[f"the peer says {'compatible' if said else 'not compatible'}"] += 1
            sys.stdout.write(f"{mode}: {json.dumps(writer)} → {json.dumps(reader)}\n")


def _peer_says(writer: Any, reader: Any) -> bool:
    parse = import_module("avro.schema").parse
    compatibility = import_module("avro.compatibility")
    checker = compatibility.ReaderWriterCompatibilityChecker()
    said = checker.get_compatibility(parse(json.dumps(reader)), parse(json.dumps(writer))).compatibility
    return bool(said is compatibility.SchemaCompatibilityType.compatible)


def _qualified(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_qualified(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    qualified = {key: value if key == "default" else _qualified(value) for key, value in schema.items()}
    if (
        "aliases" in schema
        and isinstance(schema["type"], str)
        and schema["type"] in ("enum", "fixed", "record")
    ):
        qualified["aliases"] = [f"com.acme.{alias}" for alias in schema["aliases"]]
    return qualified


if __name__ == "__main__":
    main()
