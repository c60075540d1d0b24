"""The one error that a document which cannot be read is refused with."""

from catalog.contracts.readable import readable


class DocumentError(ValueError):
    """A document that cannot be judged at all; its text is one sentence that ends with the place.

    `pointer` is a JSON pointer, `line` and `column` count from 1, `file` is the path inside a bundle.
    Each is `None` where it is not known.
    """

    def __init__(
        self,
        reason: str,
        *,
        pointer: str | None = None,
        line: int | None = None,
        column: int | None = None,
        file: str | None = None,
    ) -> None:
        self.reason = readable(reason)
        super().__init__(self.reason)
        self.pointer = pointer
        self.line = line
        self.column = column
        self.file = file

    def __str__(self) -> str:
        place = [
            f"in {self.file}" if self.file else "",
            f"line {self.line}, column {self.column}" if self.line is not None else "",
            f"at {self.pointer or 'the root'}" if self.pointer is not None else "",
        ]
        named = ", ".join(part for part in place if part)
        return f"{self.reason} ({readable(named)})" if named else self.reason
