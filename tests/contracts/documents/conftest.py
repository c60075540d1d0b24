import pytest

from tests.published import CORPUS, MISSING

_FORMATS = ("openapi-3.0", "openapi-3.1", "swagger-2.0")


def pytest_generate_tests(metafunc):
    if "real_document" not in metafunc.fixturenames:
        return
    files = [file for name in _FORMATS for file in sorted((CORPUS / name).rglob("*.*"))]
    metafunc.parametrize(
        "real_document",
        files or [pytest.param(None, marks=pytest.mark.skip(MISSING))],
        ids=lambda file: str(file.relative_to(CORPUS)) if file else "none",
    )
