"""Make the virtual environment that everything else runs in.

    python3.11 deploy/local/environment.py requirements.txt

The one module that runs before anything is installed: standard library only, and run by its path. An
environment that already holds exactly what the file pins is left alone, so that a second start is quick.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
OLDEST = (3, 11)


def main() -> None:
    requirements = ROOT / sys.argv[1]
    if sys.version_info < OLDEST:
        found = sys.version.split()[0]
        sys.exit(f"Portolan needs Python 3.11 or later; this is {found}. Try: make PYTHON=python3.11 ...")
    with one_at_a_time():
        make_environment()
        install(requirements)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two demos started at once share the environment; the second waits for the first to make it."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    with (cache / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    stamp = ENVIRONMENT / "made-by"
    maker = f"{sys.version} {sys.base_prefix}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == maker:
        return
    if ENVIRONMENT.is_symlink():
        sys.exit(f"{ENVIRONMENT} is a link, and what it leads to would be emptied. Remove the link first.")
    say(f"Making a virtual environment in {ENVIRONMENT} ...")
    result = subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=False)  # noqa: S603
    if result.returncode != 0:
        sys.exit(
            "Python could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv"
        )
    stamp.write_text(maker)


def install(requirements: Path) -> None:
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f"{requirements.name}.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing what {requirements.name} pins, once:")
    command = [
        str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--disable-pip-version-check",
        "--no-input", "--requirement", str(requirements),
    ]  # fmt: skip
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as pip:  # noqa: S603
        show_progress(pip.stdout or ())
    if pip.returncode != 0:
        sys.exit(f"pip could not install {requirements.name}: see above. Is the package index reachable?")
    stamp.write_text(wanted)


def show_progress(lines: "Iterator[str] | tuple[str, ...]") -> None:
    """One word for each package: pip's own lines are too many to read and its silence too long to trust."""
    for line in lines:
        if line.startswith("Collecting "):
            sys.stdout.write(f" {line.split()[1].partition('==')[0]}")
            sys.stdout.flush()
    say("")


def say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
