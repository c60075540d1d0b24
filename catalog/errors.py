"""What can go wrong in an action or query, in words that REST, pages and commands all show."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """One thing wrong with the input: where (a JSON pointer into the request's body) and what.

    Line and column are those in the document that the pointer leads into, or in its `file` where it is a bundle.
    """

    pointer: str
    message: str
    line: int | None = None
    column: int | None = None
    file: str | None = None


@dataclass(eq=False)
class PortolanError(Exception):
    """Base of the errors that a user can do something about; `message` is a sentence that helps."""

    message: str
    fields: list[FieldError] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message


class InvalidInputError(PortolanError):
    """The request does not make sense as it stands."""


class MalformedError(PortolanError):
    """The request cannot be read at all."""


class TooLargeError(PortolanError):
    """The request is larger than what is read."""


class NotFoundError(PortolanError):
    """There is no such thing, or it is nothing that the asker may know of."""


class NotReplayableError(PortolanError):
    """A second library cannot judge the message, or not in time."""


class BusyError(PortolanError):
    """Others are at work of the kind that is done one at a time; asking again may help."""


class ForbiddenError(PortolanError):
    """The asker may know of it, but not do this to it."""


class ConflictError(PortolanError):
    """The request contradicts a recorded fact; `extra["differences"]` says what differs."""


class StaleError(PortolanError):
    """The object changed since the asker read it (RFC 9110, If-Match)."""
