from datetime import datetime

import pytest

from governance.policy.pool import Pool
from tests.governance.policy.documents import NOW


@pytest.fixture(scope="session")
def pool():
    with Pool(1) as pool:
        yield pool


@pytest.fixture
def now() -> datetime:
    return datetime.fromisoformat(NOW)
