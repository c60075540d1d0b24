"""The folder of one installation on this machine, `$PORTOLAN_HOME`."""

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.console import Failure
from deploy.local.premises import remove_premises

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Home:
    """Files are private to their owner; the folder can be passed through, since the servers may be others."""

    folder: Path

    @classmethod
    def from_environment(cls) -> "Home":
        return cls(Path(os.environ.get("PORTOLAN_HOME") or ROOT / ".portolan").expanduser().resolve())

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def landscape(self) -> Path:
        """What seeding wrote; its presence says that seeding came to its end."""
        return self.folder / "landscape.json"

    @property
    def published(self) -> Path:
        """The same for scripts, there only while the demo is ready."""
        return self.folder / "demo.json"

    @property
    def schedule(self) -> Path:
        """Where beat remembers when it last ran what."""
        return self.folder / "beat"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one launcher. Raises Failure when another has it."""
        self._make()
        with self._lock.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Failure(
                    f"{self.folder} is in use by process {self._lock.read_text()}. Stop that first, or give "
                    "this one a folder and a port of its own: make demo PORTOLAN_HOME=... PORT=..."
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield

    def _make(self) -> None:
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            self.folder.chmod(0o711)

    def holder(self) -> int | None:
        """The launcher at work here, if one is: a recorded id counts only while its lock is held."""
        with contextlib.suppress(FileNotFoundError), self._lock.open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(self._lock.read_text())
        return None

    def secret_key(self) -> str:
        """Made once, so that sessions outlive a restart."""
        file = self.folder / "secret_key"
        if not file.exists():
            write_private(file, secrets.token_urlsafe(48))
        return file.read_text()

    def remove(self) -> None:
        """Remove what Portolan made, by name: the folder may hold other things, or be a person's home."""
        remove_premises(self.folder)
        for folder in (self.logs, self.folder / "static"):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (
            self.landscape,
            self.published,
            self.folder / "secret_key",
            *self.folder.glob("beat*"),
            *self.folder.glob("*.unfinished"),
        ):
            file.unlink(missing_ok=True)
        self._lock.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    @property
    def _lock(self) -> Path:
        return self.folder / "lock"


def write_private(file: Path, text: str) -> None:
    """Write a file that was never readable by others, whole or not at all."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.replace(file)
