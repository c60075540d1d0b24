"""A process that evaluates expressions within limits: `python -m governance.policy.worker SECONDS BYTES`.

It reads one request per line and answers line by line. What runs out of its time is ended by the system, since the
binding holds the interpreter while it runs; the pool sees how the process ended, and which answer was the next.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from governance.policy.engine import SyntaxMistakeError, parse
from governance.policy.judging import Ready, Subject
from governance.policy.wire import dump_verdict, load_policy


@lru_cache(maxsize=400)
def ready(policy: str) -> Ready:
    return Ready.of(load_policy(policy))


def judge(request: dict[str, Any], seconds: float) -> Iterator[list[Any]]:
    """The verdict of every policy over every document, from the first pair that is asked for."""
    first = request["first"]
    for text, now in request["documents"]:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        subject = Subject(json.loads(text), datetime.fromisoformat(now))
        for policy in request["policies"][first:]:
            signal.setitimer(signal.ITIMER_PROF, seconds)
            yield dump_verdict(ready(policy).judge(subject))
        first = 0


def check(request: dict[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
    """What is wrong with the syntax of each expression, or else the variables that the parser saw in it."""
    for source in request["expressions"]:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield {"variables": parse(source).variables()}
        except SyntaxMistakeError as error:
            yield {"mistake": [str(error), error.line, error.column]}


def main() -> None:
    """Serve until the input ends, which it does with the process that asks."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the process that asks decides what ends
    write({"ready": True})
    silence()
    for line in sys.stdin.buffer:
        answer(line, seconds)
        signal.setitimer(signal.ITIMER_PROF, 0)


def answer(line: bytes, seconds: float) -> None:
    """Write answer by answer. A failure that is no matter of limits is told before the process ends of it."""
    try:
        request = json.loads(line)
        serve = check if "expressions" in request else judge
        for one in serve(request, seconds):
            write(one)
    except (MemoryError, RecursionError):
        os.abort()  # as the binding does
    except BaseException as error:  # a panic of the binding is no Exception
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}, line {frame.lineno}"
        write({"failed": f"{type(error).__name__}: {error} ({place})"})
        raise


def write(answer: Any) -> None:
    os.write(sys.stdout.fileno(), json.dumps(answer).encode() + b"\n")


def silence() -> None:
    """What the binding says when it falls is known to the pool, and would fill logs on demand."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    main()
