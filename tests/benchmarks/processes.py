"""What work costs as a whole process: starting Python, importing, reading files, working, printing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")
PEER = shutil.which(os.environ.get("OASDIFF", "oasdiff"))
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
from catalog.contracts.collector import collector_off
from catalog.contracts.compare import compare_documents
collector_off()
files = iter(sys.argv[1:])
for pair in zip(files, files):
    comparison = compare_documents(*(open(file, "rb").read() for file in pair))
    sys.stdout.buffer.write(orjson.dumps(comparison.to_json()))
"""
COMPARE_STORED = """
import sys, orjson
from catalog.contracts.collector import collector_off
from catalog.contracts.compare import compare_documents
from catalog.contracts.documents.document import Document
collector_off()
files = iter(sys.argv[1:])
for pair in zip(files, files):
    texts = ((open(file + ".stored", "rb").read(), open(file, "rb").read()) for file in pair)
    comparison = compare_documents(*(Document.from_stored(*each) for each in texts))
    sys.stdout.buffer.write(orjson.dumps(comparison.to_json()))
"""


class Cost(NamedTuple):
    """Seconds from start to end, seconds of processor, the most memory held (MiB), and whether it failed."""

    seconds: float
    cpu: float
    megabytes: float
    failed: bool = False


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
    """What a program takes; raises RuntimeError when it fails, since a failure is soon done."""
    measured = cost((sys.executable, "-c", program, *files))
    if measured.failed:
        raise RuntimeError("what is measured has failed")
    return measured


def peer(previous: Path, current: Path) -> Cost | None:
    """What the peer takes for what it is quickest at, the breaking changes; `None` where it is not installed."""
    return None if PEER is None else cost((PEER, "breaking", "--format", "json", previous, current))


def total(costs: Iterable[Cost]) -> Cost:
    """Processes one after the other."""
    seconds, cpu, megabytes, failed = zip(*costs, strict=True)
    return Cost(sum(seconds), sum(cpu), max(megabytes), any(failed))
