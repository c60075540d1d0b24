"""What work costs as a whole process: starting Python, importing, reading files, working, printing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")
PEER = os.environ.get("OASDIFF") or shutil.which("oasdiff")
ROUNDS = 3

NOTHING = "pass"
IMPORT_PARSER = "import orjson"
IMPORT_ENGINE = "import catalog.contracts.compare"
PARSE = """
import sys, orjson
for file in sys.argv[1:]:
    orjson.loads(open(file, "rb").read())
"""
COMPARE = """
import sys, orjson
from catalog.contracts.compare import compare_documents
files = iter(sys.argv[1:])
for pair in zip(files, files):
    comparison = compare_documents(*(open(file, "rb").read() for file in pair))
    sys.stdout.buffer.write(orjson.dumps(comparison.to_json()))
"""
COMPARE_STORED = """
import sys, orjson
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
files = iter(sys.argv[1:])
for pair in zip(files, files):
    texts = ((open(file + ".stored", "rb").read(), open(file, "rb").read()) for file in pair)
    comparison = compare_documents(*(Document.from_stored(*each) for each in texts))
    sys.stdout.buffer.write(orjson.dumps(comparison.to_json()))
"""


class Cost(NamedTuple):
    """What work took, and how many of its processes failed."""

    seconds: float
    cpu: float
    megabytes: float
    failed: int


def cost(command: Sequence[str | Path], rounds: int = ROUNDS) -> Cost:
    """The least of each figure over the rounds: the others measure the machine's other work."""
    launch = (sys.executable, "-I", "-S", LAUNCHER, *command)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has been compiled before
    answers = [
        subprocess.run(launch, env=environment, stdout=subprocess.PIPE, check=True).stdout
        for _ in range(rounds)
    ]
    return Cost(*map(min, zip(*(Cost(**json.loads(answer)) for answer in answers), strict=True)))


def python(program: str, *files: Path) -> Cost:
    measured = cost((sys.executable, "-c", program, *files))
    if measured.failed:
        raise RuntimeError("What is measured has failed")
    return measured


def peer(pairs: Sequence[tuple[Path, Path]]) -> Cost | None:
    """What the peer takes, one process per pair since it compares one; `None` where it is not installed.

    It is asked for all changes, as the engine is. A pair that it refuses counts with what refusing took.
    """
    if PEER is None:
        return None
    rounds = ROUNDS if len(pairs) == 1 else 1
    costs = [cost((PEER, "changelog", "--format", "json", *pair), rounds) for pair in pairs]
    seconds, cpu, megabytes, failed = zip(*costs, strict=True)
    return Cost(sum(seconds), sum(cpu), max(megabytes), sum(failed))
