"""Pairs about which the engine was silent though an instance that a conforming sender sends was refused, made small.

`python -m tests.contracts.generating` finds such pairs. Adding one is adding a file.
"""

import json
from pathlib import Path

import pytest

from tests.contracts.generating.judging import comparison, harmless
from tests.contracts.generating.pairs import SchemaPair, Side
from tests.contracts.generating.soundness import refused

CASES = sorted((Path(__file__).parent / "counter_examples").glob("*.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_engine_is_silent_only_where_nothing_that_is_sent_is_refused(case: Path) -> None:
    stated = json.loads(case.read_text())
    sides = (Side(stated["version"], **stated[side]) for side in ("previous", "current"))
    pair = SchemaPair(stated["direction"], *sides)

    assert not (harmless(comparison(pair)) and refused(pair, stated["instance"]))
