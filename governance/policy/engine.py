"""The one place that runs CEL. It is imported by worker processes only: the binding has no limits of its own."""

import re
import sys
from collections.abc import Mapping
from datetime import datetime
from types import ModuleType
from typing import Any

from governance.policy.document import PARTS

# The binding's package imports its command line and with it half a second of terminal libraries.
sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))

import cel  # noqa: E402  # after its command line was left out
from cel.stdlib import distinct, join, lower_ascii  # noqa: E402

_PLACE = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNEXPECTED = r".*(?:mismatched|no viable alternative at|extraneous) input "
_SENTENCES = {
    rf"{_UNEXPECTED}'<EOF>'.*": "The expression ends too early.",
    rf"{_UNEXPECTED}'(.+?)'(?: expecting .*)?": r"`\1` does not belong here; is something missing before it?",
    r".*token recognition error at: '(.+)'": r"`\1` cannot be read: it is no CEL, or a text that does not end.",
    r"missing '(.+)' at '<EOF>'": r"The expression ends before its `\1`.",
    r"missing '(.+)' at '(.+)'": r"`\1` is missing before `\2`.",
    r"argument must be a simple name": "The first argument is the name of a variable, as in all(c, ...).",
    r"unsupported syntax:? '(.+)'": r"`\1` is not supported.",
    r"reserved identifier: (.+)": r"`\1` is a reserved word.",
    r"No `\w+`!": "The expression is nested too deeply here.",
    r"Incomplete `\w+` for .*": "The expression is not finished here.",
}


class UndecidableError(Exception):
    """An expression could not be evaluated; says why. `missing` is the member that was absent."""

    def __init__(self, message: str, missing: str | None = None) -> None:
        super().__init__(message)
        self.missing = missing


class SyntaxMistakeError(Exception):
    """An expression cannot be parsed."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def parse(expression: str) -> cel.Program:
    """Parse an expression; raise SyntaxMistakeError with the first thing that is wrong."""
    try:
        return cel.compile(expression)
    except ValueError as error:
        found = [(int(line), int(column), text) for line, column, text in _PLACE.findall(str(error))]
        # That a part is incomplete follows from another mistake, which stands where somebody can mend it.
        found = [one for one in found if not one[2].startswith("Incomplete ")] or found
        line, column, text = min(found, default=(1, 1, "The expression is nested too deeply."))
        raise SyntaxMistakeError(_sentence(text), line, column) from error


def _sentence(text: str) -> str:
    text = text.removeprefix("Syntax error: ")
    for pattern, sentence in _SENTENCES.items():
        if match := re.fullmatch(pattern, text):
            return match.expand(sentence)
    return text


class Scene:
    """A document as expressions see it. A part is handed over when the first expression asks for it, and kept."""

    def __init__(self, document: Mapping[str, Any], now: datetime) -> None:
        self._waiting: dict[str, Any] = {part: document[part] for part in PARTS if part in document}
        self._waiting["now"] = now
        self._context = cel.Context(functions={"distinct": distinct, "join": join, "lowerAscii": lower_ascii})

    def evaluate(self, program: cel.Program) -> Any:
        """The value of an expression over the document; raise UndecidableError."""
        try:
            for name in self._waiting.keys() & set(program.variables()):
                self._context.add_variable(name, self._waiting.pop(name))
            return program.execute(self._context)
        except Exception as error:
            raise _undecidable(error) from error


def _undecidable(error: Exception) -> UndecidableError:
    """The binding's error, in words for somebody who reads a policy."""
    text = " ".join(str(error).split())
    if isinstance(error, KeyError):
        missing = str(error.args[0]).strip("'\"")
        return UndecidableError(f"`{missing}` is not known.", missing)
    if isinstance(error, MemoryError):
        return UndecidableError("It needs too much memory.")
    if text.startswith("No such overload"):
        return UndecidableError("A value is null or of another kind than the expression expects.")
    if match := re.match(r"Undefined variable or function: '\.?(\w+)'", text):
        name = match[1]
        if name in PARTS:
            return UndecidableError(f"`{name}` is not known.", name)
        return UndecidableError(f"`{name}` cannot be used with the values that it meets.")
    return UndecidableError(f"{text.partition('. ')[0].rstrip('.')[:300]}.")
