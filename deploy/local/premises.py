"""Where the embedded servers live, and as whom.

PostgreSQL refuses to run as root, and a network server should not. Started by root, the servers therefore
run as `nobody`, who must be able to reach their programs and data. A home such as /root/portolan cannot be
reached, and its parents' permissions are not ours to change: then the servers' folder is made under /var/lib,
and `$PORTOLAN_HOME/servers` is a link to it. Their programs are copied there too, since a virtual environment
is often as unreachable. Started by anybody else, the servers run as that person, in `$PORTOLAN_HOME/servers`,
and their programs from where they are installed.
"""

import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from importlib.metadata import PackagePath, distribution
from pathlib import Path

UNPRIVILEGED = "nobody"
SYSTEM_DATA = Path("/var/lib")


@dataclass(frozen=True)
class Premises:
    """A folder for the servers, and the account to run them as (None: whoever started Portolan)."""

    folder: Path
    user: str | None

    def room(self, name: str) -> Path:
        """A private folder of the servers' account, made if it is missing."""
        room = self.folder / name
        room.mkdir(exist_ok=True, mode=0o700)
        self.hand_over(room)
        return room

    def hand_over(self, path: Path) -> None:
        if self.user:
            shutil.chown(path, self.user)

    def programs(self, package: str) -> Path:
        """The folder that holds a distribution's files where the servers' account can reach them."""
        found = distribution(package)
        if self.user is None:
            return Path(str(found.locate_file("")))
        copy = self.folder / f"{package}-{found.version}"
        if not copy.exists():
            _copy_readable([file for file in found.files or [] if _belongs_to_a_program(file)], copy)
        return copy


def find_premises(home: Path) -> Premises:
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    servers = home / "servers"
    if not servers.exists():
        if user is None or _reachable_by_anyone(home):
            servers.mkdir()
        else:
            servers.unlink(missing_ok=True)
            servers.symlink_to(tempfile.mkdtemp(prefix="portolan-", dir=SYSTEM_DATA))
        servers.chmod(0o711)
    return Premises(servers.resolve(), user)


def remove_premises(home: Path) -> None:
    servers = home / "servers"
    if servers.is_symlink():
        shutil.rmtree(servers.resolve(), ignore_errors=True)
        servers.unlink()
    elif servers.exists():
        shutil.rmtree(servers)


def _reachable_by_anyone(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder.resolve(), *folder.resolve().parents))


def _belongs_to_a_program(file: PackagePath) -> bool:
    return ".." not in file.parts and file.suffix not in {".py", ".pyc"}


def _copy_readable(files: list[PackagePath], target: Path) -> None:
    """Copy aside and rename, so that a copy cut short is never taken for a whole one."""
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for file in files:
        copy = unfinished / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(str(file.locate()), copy)
        copy.chmod(0o755 if os.access(copy, os.X_OK) else 0o644)
    for folder in (unfinished, *(path for path in unfinished.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    unfinished.rename(target)
