"""Run a command with a database and a broker: `python -m deploy.local.with_services pytest tests/catalog`.

Those that DATABASE_URL and BROKER_URL name, else embedded ones that are new, quick, and gone afterwards.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import FrameType

from deploy.local.console import Failure
from deploy.local.home import Home
from deploy.local.services import provide_services
from deploy.local.supervisor import Program, Supervisor, tethered


def main() -> None:
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    folder = Path(tempfile.mkdtemp(prefix="portolan-"))
    folder.chmod(0o711)  # the servers may run as another account
    home = Home(folder)
    try:
        with Supervisor(home.logs) as supervisor:
            services = provide_services(supervisor, home, durable=False)
            status = _run(sys.argv[1:], {**os.environ, **services, "PORTOLAN_HOME": str(folder)})
    except Failure as failure:
        sys.exit(str(failure))
    finally:
        home.remove()
    sys.exit(status if status >= 0 else 128 - status)


def _run(command: list[str], environment: dict[str, str]) -> int:
    """In the same terminal group: a Ctrl-C is the command's to answer, and this waits for it to do so."""
    signal.signal(signal.SIGINT, _wait)
    program = Program(command[0], (sys.executable, "-m", *command), environment)
    with subprocess.Popen(tethered(program), env=environment) as process:  # noqa: S603  # the developer's own
        try:
            return process.wait()
        finally:
            process.terminate()


def _end(ending: int, _frame: FrameType | None) -> None:
    sys.exit(128 + ending)


def _wait(_signal: int, _frame: FrameType | None) -> None:
    pass


if __name__ == "__main__":
    main()
