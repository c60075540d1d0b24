"""Run a command as a child and print what it took: `python -I -S launcher.py COMMAND [ARGUMENT ...]`.

A child's peak memory starts at its parent's, so that this parent is the smallest that Python can be.
"""

import json
import os
import sys
import time

SILENT = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]

started = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=SILENT)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - started
figures = {
    "seconds": seconds,
    "cpu": usage.ru_utime + usage.ru_stime,
    "megabytes": usage.ru_maxrss / 1024,
    "failed": status != 0,
}
json.dump(figures, sys.stdout)
