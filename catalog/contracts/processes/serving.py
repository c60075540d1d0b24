"""The process that a `Worker` starts: it reads one request per line, and answers line by line within its limits.

What runs out of its time is ended by the system, since a library may hold the interpreter while it runs; who asked sees
how the process ended, and which answer was the next.
"""

import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Serve = Callable[[dict[str, Any]], Iterator[Any]]


def serve(answers: Serve) -> None:
    """Serve with the limits that the command line names until the input ends, as it does with the process that asks."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the process that asks decides what ends
    _write({"ready": True})
    _silence()
    try:
        for line in sys.stdin.buffer:
            request = json.loads(line)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            for one in answers(request):
                _write(one)
                signal.setitimer(signal.ITIMER_PROF, seconds)
            signal.setitimer(signal.ITIMER_PROF, 0)
    except (MemoryError, RecursionError):
        os.abort()  # as a library that is not of Python does
    except BaseException as error:  # a panic of a library is no Exception
        _write({"failed": _told(error)})
        raise


def _told(error: BaseException) -> str:
    """A failure that is no matter of limits, and where it arose."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno})"


def _write(answer: Any) -> None:
    os.write(sys.stdout.fileno(), json.dumps(answer).encode() + b"\n")


def _silence() -> None:
    """What a library says when it falls is known to who asks, and would fill logs on demand."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)
