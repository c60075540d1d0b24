"""`make demo`: everything on one machine with one command, in the foreground until it is told to end."""

import json
import os
import signal
import sys
from http import HTTPStatus
from types import FrameType
from typing import Any

from deploy.local.console import Failure, say
from deploy.local.home import Home, write_private
from deploy.local.network import is_taken
from deploy.local.services import provide_services
from deploy.local.supervisor import Supervisor
from deploy.local.system import System
from deploy.local.tether import die_with

DEFAULT_PORT = 8000
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """A signal asked for the end; no failure, and nothing on the way may take it for one."""


def main() -> None:
    os.umask(0o077)  # tokens and data are nobody else's to read
    for ending in ENDINGS:
        signal.signal(ending, _end)
    if "MAKELEVEL" in os.environ:
        die_with(os.getppid(), signal.SIGTERM)  # make was started to run this, and may be killed outright
    try:
        _run(Home.from_environment(), _port())
    except Failure as failure:
        sys.exit(f"\n{failure}")
    except Ended:
        say("Everything has ended. `make demo` goes on from here; `make demo-reset` starts over.")


def _run(home: Home, port: int) -> None:
    if is_taken(port):
        raise Failure(
            f"Port {port} is taken. Stop what listens there, or choose another: make demo PORT={port + 1}"
        )
    with home.locked(), Supervisor(home.logs) as supervisor:
        home.published.unlink(missing_ok=True)
        try:
            _serve(supervisor, home, port)
        finally:
            home.published.unlink(missing_ok=True)


def _serve(supervisor: Supervisor, home: Home, port: int) -> None:
    system = System(supervisor, home, port, provide_services(supervisor, home))
    say("Migrating the database")
    system.prepare()
    say("Applying the built-in policies")
    system.apply_policies()
    say("Starting the web server, a worker and the scheduler")
    system.start()
    if not _is_seeded(system):
        say("Registering the demo landscape through the REST API")
        system.seed(system.bootstrap_admin(), on_line=lambda line: say(f"  {line}"))
    landscape = json.loads(home.landscape.read_text()) | {"url": system.url}
    write_private(home.published, json.dumps(landscape, indent=2))
    _tell(home, landscape)
    supervisor.watch()


def _is_seeded(system: System) -> bool:
    """Seeding came to its end, and in this database: one that DATABASE_URL names may have changed since."""
    if not system.home.landscape.exists():
        return False
    token = json.loads(system.home.landscape.read_text())["token"]
    return system.status_of("/api/v1/services", token) == HTTPStatus.OK


def _tell(home: Home, landscape: dict[str, Any]) -> None:
    """One person of each kind is enough to look around; `demo.json` has everybody."""
    kinds = {tuple(user["roles"]): user for user in reversed(landscape["users"])}
    people = [(user["name"], user["token"], ", ".join(user["roles"])) for user in kinds.values()]
    say(f"\nPortolan is ready at {landscape['url']}")
    say(f"\nSign in as one of these, or as anybody in {home.published}; the token is the password too:")
    widths = [max(len(person[column]) for person in people) for column in range(2)]
    for name, password, roles in reversed(people):
        say(f"  {name:{widths[0]}}  {password:{widths[1]}}  {roles}")
    say(f"\nTry:  curl -H 'Authorization: Bearer {landscape['token']}' {landscape['url']}/api/v1/services")
    say(f"Logs: {home.logs}    Ctrl-C ends everything.")


def _port() -> int:
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        raise Failure(f"PORT is {text!r}, and should be a number between 1 and 65535.")
    return int(text)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End in order, once: what comes after the first signal must not cut the ending short."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    say("\nEnding ...")
    raise Ended


if __name__ == "__main__":
    main()
