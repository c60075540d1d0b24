"""Become another program that cannot outlive the process that started it.

Run as a script, before any other import costs time:

    python -ISs tether.py PARENT SIGNAL USER PROGRAM [ARGUMENT ...]

Gives up root for USER (`-` keeps the user), asks the kernel to send SIGNAL when the process PARENT ends,
however it ends, and becomes PROGRAM. A wrapper and not `preexec_fn`, which can deadlock in a process with
threads. See prctl(2), PR_SET_PDEATHSIG: Linux only; elsewhere a killed parent leaves its children running.
"""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def give_up_root(name: str) -> None:
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.chdir("/")  # the folder of before may be closed to this account


def die_with(parent: int, signal_number: int) -> None:
    """The signal is asked for first and the parent looked at second: it may have ended in between."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        sys.exit("the process that asked for this one has ended")


def main() -> None:
    parent, signal_number, user, *command = sys.argv[1:]
    if user != "-":
        give_up_root(user)  # before the signal is asked for: a change of user forgets it
    die_with(int(parent), int(signal_number))
    os.execvp(command[0], command)  # noqa: S606  # the point of this program


if __name__ == "__main__":
    main()
