"""The program that compiles in a child process: `python -I protoc.py FOLDER OUTPUT MEMORY SECONDS`.

It compiles the files that its input names, one path a line and relative to the folder, into the output. The limits
are set here, in the child, before anything of the upload is read: bytes of address space and of a file, and seconds of
processor time.
"""

import resource
import sys
from importlib.resources import files
from math import ceil

from grpc_tools import protoc


def main(folder: str, output: str, memory: str, seconds: str) -> int:
    """The exit status of the compiler, which writes its messages to the standard error output."""
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_FSIZE, int(memory))
    _limit(resource.RLIMIT_CPU, ceil(float(seconds)))
    # Absolute paths, since one that begins with a dash would be an option.
    paths = [f"{folder}/{line}" for line in sys.stdin.read().splitlines()]
    imports = [f"-I{folder}", f"-I{files('grpc_tools') / '_proto'}"]
    options = ["--include_imports", "--include_source_info", f"--descriptor_set_out={output}"]
    return int(protoc.main(["protoc", *imports, *options, *paths]))


def _limit(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
