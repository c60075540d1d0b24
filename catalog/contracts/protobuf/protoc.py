"""The program that compiles in a child process: `python -I protoc.py FOLDER MEMORY SECONDS`.

Each line of its input names a contract by its number, and behind a tab a file of it, relative to `FOLDER/number/files`.
Into the folder of a contract it writes its descriptors, the messages of the compiler and, when it is done, its exit
status. The limits are set here, in the child, before anything of the upload is read: bytes of address space and of a
file, and seconds of processor time.
"""

import os
import resource
import sys
from importlib.resources import files
from itertools import groupby
from math import ceil
from pathlib import Path

from grpc_tools import protoc


def main(folder: str, memory: str, seconds: str) -> None:
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_FSIZE, int(memory))
    _limit(resource.RLIMIT_CPU, ceil(float(seconds)))
    lines = [line.split("\t", 1) for line in sys.stdin.read().splitlines()]
    for number, named in groupby(lines, key=lambda line: line[0]):
        _compile(Path(folder, number), [path for _, path in named])


def _compile(folder: Path, paths: list[str]) -> None:
    imports = [f"-I{folder}/files", f"-I{files('grpc_tools') / '_proto'}"]
    options = ["--include_imports", "--include_source_info", f"--descriptor_set_out={folder}/descriptors"]
    messages = os.open(folder / "messages", os.O_WRONLY | os.O_CREAT)
    os.dup2(messages, sys.stderr.fileno())
    os.close(messages)
    # Absolute paths, since one that begins with a dash would be an option.
    status = protoc.main(["protoc", *imports, *options, *(f"{folder}/files/{path}" for path in paths)])
    Path(folder, "status").write_text(str(status), encoding="utf-8")


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
