import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3].parent / "shared" / "corpus"
CORPUS = Path(os.environ.get("PORTOLAN_CORPUS", _BESIDE))
_FORMATS = ("openapi-3.0", "openapi-3.1", "swagger-2.0")


def pytest_generate_tests(metafunc):
    if "real_document" not in metafunc.fixturenames:
        return
    files = [file for name in _FORMATS for file in sorted((CORPUS / name).rglob("*.*"))]
    reason = f"no published documents at {CORPUS}; set PORTOLAN_CORPUS"
    metafunc.parametrize(
        "real_document",
        files or [pytest.param(None, marks=pytest.mark.skip(reason))],
        ids=lambda file: str(file.relative_to(CORPUS)) if file else "none",
    )
