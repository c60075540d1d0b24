"""The long run: `python -m tests.contracts.generating --pairs 100000 --seed 1`.

Counts pairs about which the engine is silent, instances tried, narrowings missed, breaking changes without a
witness by rule, and noise about edits that keep the meaning; shows a few of each, made small.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from tests.contracts.generating.shrinking import shrunk
from tests.contracts.generating.soundness import Finding, examined


def main() -> None:
    parser = argparse.ArgumentParser(description="Look for schemas about which the engine is wrong.")
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shown", type=int, default=3, help="findings of each kind that are shown")
    options = parser.parse_args()
    started, figures, shown = time.monotonic(), Counter[str](), Counter[str]()
    for number in range(options.pairs):
        result = examined(f"{options.seed}/{number}")
        figures.update(result.figures)
        for finding in result.findings:
            figures[finding.kind] += 1
            if shown[finding.kind] < options.shown:
                shown[finding.kind] += 1
                _show(
                    f"{options.seed}/{number}",
                    finding if finding.kind.startswith("noise") else shrunk(finding),
                )
    figures["seconds"] = round(time.monotonic() - started)
    sys.stdout.write(json.dumps(dict(sorted(figures.items())), indent=2) + "\n")


def _show(seed: str, finding: Finding) -> None:
    pair = finding.pair
    sides = [
        f"{json.dumps(side.schema)} {json.dumps(side.components)}" for side in (pair.previous, pair.current)
    ]
    title = f"--- {finding.kind} (seed {seed}, {pair.direction}, {pair.previous.version})"
    lines = [title, *(f"    {line}" for line in (*sides, finding.detail))]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
