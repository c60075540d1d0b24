"""The compiler of the language itself, `protoc`, run once per document in a bounded child process.

Of a document that holds several contracts, each is compiled by itself, in a folder of its own, which is gone
afterwards. Beside that the well-known imports are found that come with the compiler; nothing else is, by any import.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
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
    (compiled,) = compile_each([files], limits, deadline)
    if isinstance(compiled, DocumentError):
        raise compiled
    return compiled


def compile_each(
    contracts: Sequence[Mapping[str, str]], limits: Limits, deadline: Deadline
) -> list[Compiled | DocumentError]:
    """The descriptors of several contracts that know nothing of each other, or why one has none.

    Raises OutOfTimeError. One that brings the compiler down is compiled by nobody again; those behind it are.
    """
    found: list[Compiled | DocumentError] = []
    with TemporaryDirectory(prefix="portolan-") as folder:
        for number, files in enumerate(contracts):
            _write(Path(folder, str(number), "files"), files, deadline)
        while len(found) < len(contracts):
            _run(folder, [*enumerate(contracts)][len(found) :], limits, deadline)
            for number, files in [*enumerate(contracts)][len(found) :]:
                status = Path(folder, str(number), "status")
                found.append(_compiled(Path(folder, str(number)), files))
                if not status.exists():
                    break
    deadline.check()
    return found


def _write(root: Path, files: Mapping[str, str], deadline: Deadline) -> None:
    for path, text in files.items():
        deadline.check()
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def _run(
    folder: str, contracts: Sequence[tuple[int, Mapping[str, str]]], limits: Limits, deadline: Deadline
) -> None:
    """Compile some contracts by their numbers; the compiler leaves what it has to say in their folders."""
    left = max(0.0, deadline.ends - time.monotonic())
    program = [sys.executable, "-I", str(_PROGRAM), folder, str(limits.max_memory), str(left + 1)]
    paths = [f"{number}\t{path}" for number, files in contracts for path in files]
    try:
        subprocess.run(  # noqa: S603 - our own program, and no word of the upload among its arguments
            program,
            input="\n".join(paths).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=left,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTimeError(f"the files were not compiled within {limits.seconds:g} seconds") from error


def _compiled(folder: Path, files: Mapping[str, str]) -> Compiled | DocumentError:
    """What the compiler left of a contract; of what it wrote, no more is read than anybody would."""
    status = Path(folder, "status")
    written = Path(folder, "messages")
    with (written if written.exists() else Path(os.devnull)).open("rb") as messages:
        said = messages.read(_MOST_MESSAGES).decode(errors="replace")
    diagnostics = tuple(_diagnostics(said.replace(f"{folder}/files/", ""), files))
    try:
        _refuse_errors(int(status.read_text()) if status.exists() else None, diagnostics)
        return Compiled(FileDescriptorSet.FromString(Path(folder, "descriptors").read_bytes()), diagnostics)
    except DocumentError as error:
        return error
    except DecodeError:
        return DocumentError("The files make descriptors that cannot be read")


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


def _refuse_errors(status: int | None, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Raise DocumentError with the first error that has a place: what is said without one follows from others."""
    errors = [one for one in diagnostics if not one.warning]
    if status not in (0, _REFUSED) or (status == _REFUSED and not errors):
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
