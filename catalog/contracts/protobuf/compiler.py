"""The compiler of the language itself, `protoc`, run once per document in a bounded child process.

It reads files of a folder of its own, which is gone afterwards, and the well-known imports that come with it; nothing
else is found by any import.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.message import DecodeError

from catalog.contracts.documents.errors import DocumentError
from catalog.contracts.limits import Deadline, Limits, OutOfTimeError

_PLACED = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<warning>warning: )?(?P<text>.+)")
_UNPLACED = re.compile(r"(?P<file>[^:]+): (?P<warning>warning: )?(?P<text>.+)")
_PROGRAM = Path(__file__).with_name("protoc.py")
_MOST_MESSAGES = 1024 * 1024
_TAB = 8
_REFUSED = 1  # the status of a compiler that found mistakes; any other is that of one which was stopped


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What the compiler says about a place; line and column count from 1, and are None where it names no place."""

    text: str
    file: str
    line: int | None = None
    column: int | None = None
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the compiler made of the files: the descriptors of these and of all that they import, and its warnings."""

    descriptors: FileDescriptorSet
    warnings: tuple[Diagnostic, ...]


def compile_files(files: Mapping[str, str], limits: Limits, deadline: Deadline) -> Compiled:
    """The descriptors of files by their paths; raises DocumentError for what does not compile, and OutOfTimeError."""
    with TemporaryDirectory(prefix="portolan-") as folder:
        root = Path(folder, "files")
        for path, text in files.items():
            deadline.check()
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        status, said = _run(folder, files, limits, deadline)
        diagnostics = tuple(_diagnostics(said.replace(f"{root}/", ""), files))
        _refuse_errors(status, diagnostics)
        made = Path(folder, "descriptors").read_bytes()
    deadline.check()
    try:
        return Compiled(FileDescriptorSet.FromString(made), diagnostics)
    except DecodeError as error:
        raise DocumentError("The files make descriptors that cannot be read") from error


def _run(folder: str, files: Mapping[str, str], limits: Limits, deadline: Deadline) -> tuple[int, str]:
    """The status of the compiler and what it wrote, of which no more is read than anybody would."""
    left = max(0.0, deadline.ends - time.monotonic())
    paths = [f"{folder}/files", f"{folder}/descriptors"]
    program = [sys.executable, "-I", str(_PROGRAM), *paths, str(limits.max_memory), str(left + 1)]
    said = Path(folder, "messages")
    with said.open("wb") as messages:
        try:
            done = subprocess.run(  # noqa: S603 - our own program, and no word of the upload among its arguments
                program,
                input="\n".join(files).encode(),
                stdout=subprocess.DEVNULL,
                stderr=messages,
                timeout=left,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired as error:
            raise OutOfTimeError(f"the files were not compiled within {limits.seconds:g} seconds") from error
    with said.open("rb") as messages:
        return done.returncode, messages.read(_MOST_MESSAGES).decode(errors="replace")


def _diagnostics(said: str, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    lines: dict[str, list[str]] = {}
    for line in said.splitlines():
        found = _PLACED.fullmatch(line)
        if found:
            file, number = found["file"], int(found["line"])
            if file not in lines:
                lines[file] = files.get(file, "").split("\n")
            text = lines[file][number - 1] if number <= len(lines[file]) else ""
            column = column_of(text, int(found["column"]) - 1)
            yield Diagnostic(found["text"], file, number, column, bool(found["warning"]))
        elif found := _UNPLACED.fullmatch(line):
            yield Diagnostic(found["text"], found["file"], warning=bool(found["warning"]))


def _refuse_errors(status: int, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Raise DocumentError with the first error that has a place: what is said without one follows from others."""
    errors = [one for one in diagnostics if not one.warning]
    if status not in (0, _REFUSED) or (status and not errors):
        raise DocumentError(
            "The compiler gave up on the files: they take more memory or depth than it may use"
        )
    if status:
        first = next((one for one in errors if one.line), errors[0])
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        reason = f"The files do not compile: {first.text}{more}"
        raise DocumentError(reason, file=first.file or None, line=first.line, column=first.column)


def column_of(line: str, reported: int) -> int:
    """The column of a character, counted from 1: the compiler counts bytes, and a tab up to the next eighth column."""
    at = 0
    for column, character in enumerate(line, 1):
        if at >= reported:
            return column
        at += _TAB - at % _TAB if character == "\t" else len(character.encode())
    return len(line) + 1
