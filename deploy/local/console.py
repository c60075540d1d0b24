"""What a person at the terminal reads."""

import sys


class Failure(Exception):  # noqa: N818  # it is what the person is told, not a class of bug
    """Nothing can go on, and the message says why in words for the person at the terminal."""


def say(message: str) -> None:
    sys.stdout.write(f"{message}\n")
    sys.stdout.flush()
